import { once } from 'node:events';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { QuickClock } from '#libs/testing/quick-clock';
import { ProcessTimerSchema } from '../../services/ticket-center/src/process/schema/process-timer.schema.js';
import { AT_ONCE, CLAIM_MS } from '../../services/ticket-center/src/process/workers/timer-worker.js';
import { ONE_TIMER } from './one-timer.js';
import { processEngine } from './process-engine.js';
import { sealedTables } from './tables.js';

/** What a worker is told, as JSON in its first argument. It begins with the first thing it reads. */
export interface TimerOrders {
  readonly namespace: string;
  readonly tenant: string;
  readonly clock: { readonly from: number; readonly times: number };
  readonly partitions: readonly number[];
  readonly does: 'claim' | 'fire';
}

const { namespace, tenant, clock, partitions, does } = JSON.parse(process.argv[2]!) as TimerOrders;
const database = sealedTables(namespace, 6);
const { claims, timers } = await processEngine(database, ONE_TIMER, new QuickClock(clock.from, clock.times));
const work =
  does === 'fire'
    ? () => timers.look(partitions)
    : () => claims.take(ProcessTimerSchema, { partitions, most: AT_ONCE, forMs: CLAIM_MS });
await runAsTenant(tenant, () => database.reader());
console.log('ready');
await once(process.stdin, 'data');
await runAsTenant(tenant, async () => {
  for (;;) await work();
});
