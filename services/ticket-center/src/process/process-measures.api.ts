import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { countIncidents } from './monitoring/incidents.js';
import { endedSince, startedSince, sumOf } from './monitoring/instance-counts.js';
import { dueIn } from './monitoring/queues.js';
import { recentTallies, together } from './monitoring/recent-tallies.js';

/** What can be measured of processes; whoever keeps one keeps its name. */
export const PROCESS_METRICS = [
  'incidents-open',
  'incident-rate',
  'call-lag',
  'timer-lag',
  'duration-p95',
  'failure-share',
  'started-rate',
  'ended-rate',
] as const;
export type ProcessMetric = (typeof PROCESS_METRICS)[number];

/** These can be measured at one node. */
export const NODE_METRICS: readonly ProcessMetric[] = [
  'incidents-open',
  'incident-rate',
  'duration-p95',
  'failure-share',
];

export interface Measure {
  readonly metric: ProcessMetric;
  /** null: all of them together. */
  readonly definition: string | null;
  /** Of the definition; null: the process as a whole. */
  readonly node: string | null;
  /** ms, until now; for rates, shares and durations. */
  readonly windowMs: number;
}

interface Look extends Measure {
  readonly reader: EntityManager;
  readonly now: Date;
  readonly since: Date;
}

const MINUTE_MS = 60_000;

/** null: nothing happened that could be measured. */
const MEASURES: Readonly<Record<ProcessMetric, (look: Look) => Promise<number | null>>> = {
  'incidents-open': ({ reader, definition, node }) => countIncidents(reader, { definition, node }),
  'incident-rate': async ({ reader, definition, node, since, windowMs }) =>
    perMinute(await countIncidents(reader, { definition, node, since }), windowMs),
  'call-lag': async ({ reader, now, definition }) =>
    (await dueIn(reader, 'calls', { now, definition, unclaimed: true })).lagSeconds,
  'timer-lag': async ({ reader, now, definition }) => (await dueIn(reader, 'timers', { now, definition })).lagSeconds,
  'duration-p95': async (look) => {
    const spread = together((await recentTallies(look.reader, look)).values()).durations.spread();
    return spread && spread.p95 / 1_000;
  },
  'failure-share': (look) => (look.node === null ? failedShare(look) : failuresAtNode(look)),
  'started-rate': async ({ reader, since, windowMs, definition }) =>
    perMinute(sumOf(await startedSince(reader, since, definition)), windowMs),
  'ended-rate': async ({ reader, since, windowMs, definition }) =>
    perMinute(sumOf(await endedSince(reader, since, definition)), windowMs),
};

/** What other contexts ask of how processes run. */
@Injectable()
export class ProcessMeasures {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Lags and durations in s, rates for each minute, shares from 0 to 1; null: nothing happened that could be measured. */
  async measure(measure: Measure): Promise<number | null> {
    const now = this.clock.now();
    const since = new Date(now.getTime() - measure.windowMs);
    return MEASURES[measure.metric]({ ...measure, reader: await this.database.reader(), now, since });
  }
}

function perMinute(count: number, windowMs: number): number {
  return (count * MINUTE_MS) / windowMs;
}

/** Of instances that ended. */
async function failedShare({ reader, since, definition }: Look): Promise<number | null> {
  const ended = await endedSince(reader, since, definition);
  const total = sumOf(ended);
  return total === 0 ? null : sumOf(ended.filter(({ state }) => state === 'failed')) / total;
}

/** For each time it was entered, in instances that ended. */
async function failuresAtNode(look: Look): Promise<number | null> {
  const { entered, failures } = together((await recentTallies(look.reader, look)).values());
  return entered === 0 ? null : failures / entered;
}
