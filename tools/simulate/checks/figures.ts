import { z } from 'zod';
import type { Caller } from '../../api/caller.js';
import type { Finding } from '../../checks/finding.js';
import { until } from '../../until.js';
import type { Recorded } from './facts.js';

const SAME = 'the figures of each queue are those of its raw events';
const SELF = 'figures made again from their facts are the same';
export const FIGURE_CHECKS = [SAME, SELF];

const Counts = z.object({
  offered: z.int(),
  answered: z.int(),
  answeredInTime: z.int(),
  abandoned: z.int(),
  abandonedInTime: z.int(),
  shortAbandoned: z.int(),
  handled: z.int(),
});
type Counts = z.infer<typeof Counts>;
const Live = z.object({
  date: z.iso.date(),
  rows: z.array(z.object({ now: z.object({ waiting: z.int(), inService: z.int(), wrapUp: z.int() }) })),
});
const Day = z.object({ day: Counts });
const Recomputed = z.object({
  differences: z.array(z.object({ of: z.string(), name: z.string(), stored: z.number(), computed: z.number() })),
});

/** Events may be on their way. */
const TOLD_WITHIN_MS = 30_000;

/** What the queue judges by, in ms. */
export interface Judged {
  readonly queueId: string;
  readonly contacts: readonly Recorded[];
  readonly targetMs: number;
  readonly shortMs: number;
}

/** @param dates of the days that were played in, as the tenant has them */
export async function checkFigures(
  admin: Caller,
  queues: readonly Judged[],
  dates: readonly string[],
): Promise<Finding[]> {
  const ofQueues = await Promise.all(queues.map((queue) => checkQueue(admin, queue, dates)));
  const again = await Promise.all(
    dates.map(async (date) => {
      const given = { date };
      const key = `recompute/${date}/${Date.now()}`;
      return admin.post('/api/v1/figures/days/{date}/recompute', given, {}, key, Recomputed);
    }),
  );
  const differences = again.flatMap((each) => each.differences);
  return [
    ...ofQueues.flat(),
    ...differences.map(({ of, name, stored, computed }) => ({
      check: SELF,
      problem: `${of}: ${name} ${stored}, not ${computed}`,
    })),
  ];
}

/** The tenant's day it is now. */
export async function dateOf(admin: Caller): Promise<string> {
  return (await admin.get('/api/v1/figures/live', { kind: 'tenant' }, Live)).date;
}

async function checkQueue(admin: Caller, queue: Judged, dates: readonly string[]): Promise<Finding[]> {
  let findings: Finding[] = [];
  const look = async () => {
    findings = await comparedOnce(admin, queue, dates);
    return findings.length === 0 ? true : undefined;
  };
  await until('the same figures', look, { withinMs: TOLD_WITHIN_MS }).catch(() => undefined);
  return findings;
}

async function comparedOnce(admin: Caller, queue: Judged, dates: readonly string[]): Promise<Finding[]> {
  const given = { kind: 'queue', id: queue.queueId };
  const days = await Promise.all(
    dates.map((date) => admin.get('/api/v1/figures/days/{date}', { date, ...given }, Day)),
  );
  const { rows } = await admin.get('/api/v1/figures/live', given, Live);
  const wanted = { ...countsOf(queue), waiting: 0, inService: 0, wrapUp: 0 };
  const found = { ...summed(days.map(({ day }) => day)), waiting: 0, inService: 0, wrapUp: 0, ...rows[0]?.now };
  return Object.entries(wanted).flatMap(([name, count]) => {
    const said = found[name as keyof typeof wanted];
    return said === count
      ? []
      : [{ check: SAME, problem: `queue of ${queue.contacts[0]?.channel}: ${name} ${said}, not ${count}` }];
  });
}

/** What the figures of a queue should count. */
export function countsOf({ contacts, targetMs, shortMs }: Judged): Counts {
  const queued = contacts.flatMap(({ left, offers, outcome }) => {
    const isAnswered = offers.some(({ states }) => states.some(({ state }) => state === 'accepted'));
    return left ? [{ isAnswered, outcome, waitedMs: left.waitedMs }] : [];
  });
  const answered = queued.filter(({ isAnswered }) => isAnswered);
  const abandoned = queued.filter(({ isAnswered, outcome }) => !isAnswered && outcome === 'abandoned');
  const inTime = ({ waitedMs }: { waitedMs: number }) => waitedMs <= targetMs;
  return {
    offered: queued.length,
    answered: answered.length,
    answeredInTime: answered.filter(inTime).length,
    abandoned: abandoned.length,
    abandonedInTime: abandoned.filter(inTime).length,
    shortAbandoned: abandoned.filter(({ waitedMs }) => waitedMs < shortMs).length,
    handled: answered.length,
  };
}

function summed(days: readonly Counts[]): Counts {
  const names = Object.keys(Counts.shape) as (keyof Counts)[];
  return Object.fromEntries(names.map((name) => [name, days.reduce((sum, day) => sum + day[name], 0)])) as Counts;
}
