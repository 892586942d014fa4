import type { Bench } from './runner.js';
import { coldStorage } from './process/cold-storage.js';
import { latency, peer, throughput } from './process/throughput.js';
import { timerClaims, timersFired } from './process/timers.js';
import { atLeast, atMost } from './target.js';
import { rounded } from './process/numbers.js';

/** The running engine on MariaDB, beside its own SQL without it, and beside bpmn-engine; and what the archive saves. */
export const bench: Bench = async (args) => {
  const smoke = args.includes('--smoke');
  const { single, grouped } = await throughput(smoke ? 400 : 8_000, smoke ? 1 : 3);
  console.log(`  ${single.instancesPerSecond} instances/s one by one, ${grouped.instancesPerSecond} in groups`);
  const steady = await latency(smoke ? 200 : 4_000, grouped.instancesPerSecond);
  const claims = await timerClaims(smoke ? 20_000 : 200_000, smoke ? 500 : 5_000);
  const fired = await timersFired(smoke ? 200 : 8_000);
  console.log(
    `  timers: ${claims.claimsPerSecondWhileKilled} claimed/s and ${fired.firedPerSecond} fired/s under kill -9`,
  );
  const peerInstancesPerSecond = rounded(await peer(smoke ? 20 : 300));
  const cold = await coldStorage(smoke ? 600 : 8_000);
  return {
    results: { single, grouped, steady, timers: { ...claims, ...fired }, peerInstancesPerSecond, cold },
    targets: [
      atLeast('grouped: instances per instance of raw SQL', grouped.ofRaw, 0.5),
      atLeast('single: instances per instance of raw SQL', single.ofRaw, 0.4),
      atLeast(
        'single: instances per instance of bpmn-engine',
        rounded(single.instancesPerSecond / peerInstancesPerSecond),
        20,
      ),
      atLeast(
        'grouped: instances per instance of bpmn-engine',
        rounded(grouped.instancesPerSecond / peerInstancesPerSecond),
        100,
      ),
      atLeast('archive: bytes of an instance before per byte in it', cold.hotPerCold, 10),
      atMost('archive: ms to read one back per ms before', rounded(cold.readColdMs / cold.readHotMs), 5),
      atLeast('timers: claims per second while workers are killed', claims.claimsPerSecondWhileKilled, 10_000),
      atMost('timers: fired twice, or never', fired.doubleFires + fired.neverFired, 0),
      atMost('half load: p99 of a command per p99 of raw commits', rounded(steady.commandMs.p99 / steady.rawMs.p99), 3),
    ],
  };
};
