import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '#libs/kernel/id';
import { QuickClock } from '#libs/testing/quick-clock';
import { insertRows } from '../../services/ticket-center/src/process/changes/rows.js';
import { partitionOf, PROCESS_PARTITIONS } from '../../services/ticket-center/src/process/run/digest.js';
import { unclaimed } from '../../services/ticket-center/src/process/schema/claimable.js';
import { ProcessRecordSchema } from '../../services/ticket-center/src/process/schema/process-record.schema.js';
import { ProcessTimerSchema } from '../../services/ticket-center/src/process/schema/process-timer.schema.js';
import { MortalWorkers } from './mortal-workers.js';
import { ONE_TIMER } from './one-timer.js';
import { processEngine } from './process-engine.js';
import { Tables, TENANT } from './tables.js';
import type { TimerOrders } from './timer-worker.js';

/** Of those waiting for their turn: each takes a worker's place when that is killed. */
const SPARES = 4;
const ROWS_AT_ONCE = 2_000;
/** A claim of 30 s stands for 3: what the dead held is soon free. */
const TIMES = 10;
const NOT_LONGER_MS = 60_000;

/** Timers claimed per second: while nobody dies, and while workers are killed with -9. */
export async function timerClaims(rows: number, ms: number) {
  const calm = await claimed(rows, ms, false);
  const killed = await claimed(rows, ms, true);
  return { claimsPerSecond: calm.perSecond, claimsPerSecondWhileKilled: killed.perSecond, kills: killed.kills };
}

/** Timers claimed, fired and committed per second while workers are killed with -9, and how many fired more than once or never. */
export function timersFired(instances: number) {
  return Tables.with(async ({ database, namespace }) => {
    const orders = ordersOf(namespace, 'fire');
    const { runtime } = await processEngine(database, ONE_TIMER, new QuickClock(orders.clock.from, TIMES));
    const start = { definition: 'timed', binding: 1, businessKey: null, variables: {} } as const;
    const begin = (instance: string) => runtime.submit({ key: instance, instance, start });
    const ids = Array.from({ length: instances }, () => newId(new Date()));
    await Promise.all(ids.map(begin));
    const left = async () => (await database.reader()).count(ProcessTimerSchema);
    return whileTheyWork(orders, true, async (workers) => {
      const began = performance.now();
      while ((await left()) > 0 && performance.now() - began < NOT_LONGER_MS) await pause(50);
      const seconds = (performance.now() - began) / 1_000;
      const where = { type: 'wait-fired', node: 'wait' } as const;
      const fired = await (await database.reader()).find(ProcessRecordSchema, { select: { instance: true }, where });
      const once = new Set(fired.map(({ instance }) => instance)).size;
      return {
        ...{ firedPerSecond: Math.round(once / seconds), kills: workers.kills },
        ...{ doubleFires: fired.length - once, neverFired: instances - once },
      };
    });
  });
}

function claimed(rows: number, ms: number, die: boolean) {
  return Tables.with(async ({ database, namespace }) => {
    await database.transaction(async (tx) => {
      for (let from = 0; from < rows; from += ROWS_AT_ONCE) await insertRows(tx, ProcessTimerSchema, due(ROWS_AT_ONCE));
    });
    return whileTheyWork(ordersOf(namespace, 'claim'), die, async (workers) => {
      const began = performance.now();
      await pause(ms);
      const [{ claims }] = await (
        await database.reader()
      ).query<[{ claims: string }]>('SELECT SUM(claims) AS claims FROM process_timer');
      const seconds = (performance.now() - began) / 1_000;
      return { perSecond: Math.round(Number(claims) / seconds), kills: workers.kills };
    });
  });
}

async function whileTheyWork<T>(
  orders: Omit<TimerOrders, 'partitions'>,
  die: boolean,
  measure: (workers: MortalWorkers) => Promise<T>,
): Promise<T> {
  const workers = new MortalWorkers(orders, PROCESS_PARTITIONS, die ? SPARES : 0);
  try {
    await workers.ready();
    workers.work(die);
    return await measure(workers);
  } finally {
    await workers.stop();
  }
}

function ordersOf(namespace: string, does: TimerOrders['does']): Omit<TimerOrders, 'partitions'> {
  return { namespace, tenant: TENANT, clock: { from: Date.now(), times: TIMES }, does };
}

function due(count: number) {
  return Array.from({ length: count }, () => {
    const instance = newId(new Date());
    return { instance, wait: 1, ...unclaimed(partitionOf(instance), new Date(Date.now() - 60_000 * Math.random())) };
  });
}
