import { SystemClock } from '#libs/kernel/clock';
import type { Database } from '#libs/persistence/database';
import { HeatMaps } from '../../services/ticket-center/src/process/records/heat-maps.js';
import { StatisticFold } from '../../services/ticket-center/src/process/statistics/statistic-fold.js';
import { Load } from './load.js';
import { rounded } from './numbers.js';
import { processEngine } from './process-engine.js';
import { Tables } from './tables.js';
import { TEN_NODES } from './ten-nodes.js';

const AT_ONCE = 256;
const BATCH = 200;
const VERSION = { definition: 'measured', version: 1 };

/** Floods an engine with and without somebody who counts, then counts what is there, and reads heat maps before and after. */
export function statistics(instances: number) {
  return Tables.with(async ({ database }) => {
    const load = new Load([await processEngine(database, TEN_NODES)]);
    const fold = new StatisticFold(database, new SystemClock());
    await load.flood(instances / 4, AT_ONCE);
    await countAll(fold);
    const alone = await load.flood(instances, AT_ONCE);
    const read = await heatMapMs(database);
    const countedPerSecond = instances / (await secondsOf(() => countAll(fold)));
    const counted = await heatMapMs(database);
    const beside = await whileCounting(fold, () => load.flood(instances, AT_ONCE));
    return {
      instancesPerSecond: Math.round(alone),
      instancesPerSecondBesideCounting: Math.round(beside),
      countedPerSecond: Math.round(countedPerSecond),
      heatMapMs: { allRead: Math.round(read), allCounted: Math.round(counted) },
      besideCounting: rounded(beside / alone),
      countedPerEnded: rounded(countedPerSecond / alone),
      countedMapPerRead: rounded(counted / read),
    };
  });
}

async function countAll(fold: StatisticFold): Promise<void> {
  while ((await fold.fold(BATCH)) > 0);
}

/** Counts all the time, as a process does that has nothing else to do. */
async function whileCounting<T>(fold: StatisticFold, work: () => Promise<T>): Promise<T> {
  const under = { way: true };
  const working = work().finally(() => (under.way = false));
  while (under.way) await fold.fold(BATCH);
  return working;
}

function heatMapMs(database: Database): Promise<number> {
  return secondsOf(() => new HeatMaps(database).of(VERSION)).then((seconds) => seconds * 1_000);
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}
