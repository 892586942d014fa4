import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { LIVE } from '../schema/process-instance.schema.js';
import { DurationHistogram, type Spread } from '../statistics/duration-histogram.js';
import { readTallies } from '../statistics/read-tallies.js';
import { Tally } from '../statistics/tally.js';
import { readVersion, type VersionDays } from '../statistics/version-statistics.js';
import { heatOf, type NodeHeat } from './heat-map.js';

/** Instances whose records are read at once. */
const AT_ONCE = 200;

export interface HeatMap {
  readonly instances: number;
  readonly nodes: readonly NodeHeat[];
  /** How often each way was taken. */
  readonly flows: Readonly<Record<string, number>>;
}

/** What became of the instances that began on a day. */
export interface DayStatistic {
  readonly day: string;
  readonly started: number;
  readonly live: number;
  readonly completed: number;
  readonly failed: number;
  readonly cancelled: number;
  /** Of those that completed, ms. */
  readonly duration: Spread | null;
}

/** Over all instances of a version: those that have ended by their sums, the others by their records. */
@Injectable()
export class HeatMaps {
  constructor(private readonly database: Database) {}

  /** Where they spend their time, and where they fail. */
  async of(wanted: VersionDays): Promise<HeatMap> {
    const reader = await this.database.reader();
    const { nodes, flows, days, uncounted } = await readVersion(reader, wanted);
    const tally = new Tally();
    for (const { node, ...counted } of nodes) tally.node(node).merge(counted);
    for (const { flow, taken } of flows) tally.takeFlow(flow, taken);
    const ids = uncounted.map(({ id }) => id);
    for (let from = 0; from < ids.length; from += AT_ONCE)
      await addRecords(reader, ids.slice(from, from + AT_ONCE), tally);
    const counted = days.reduce((sum, { completed, failed, cancelled }) => sum + completed + failed + cancelled, 0);
    return { instances: counted + ids.length, nodes: heatOf(tally), flows: Object.fromEntries(tally.flows) };
  }

  /** Day by day, the newest first. */
  async days(wanted: VersionDays): Promise<DayStatistic[]> {
    const { days, uncounted } = await readVersion(await this.database.reader(), wanted);
    const sums = new Map(
      days.map(({ durations, ...day }) => [day.day, { ...day, live: 0, duration: spread(durations) }]),
    );
    for (const { day, state } of uncounted) {
      const sum = sums.get(day) ?? { day, live: 0, completed: 0, failed: 0, cancelled: 0, duration: null };
      sum[LIVE.includes(state) ? 'live' : (state as 'completed' | 'failed' | 'cancelled')] += 1;
      sums.set(day, sum);
    }
    const all = Array.from(sums.values(), (sum) => ({
      ...sum,
      started: sum.live + sum.completed + sum.failed + sum.cancelled,
    }));
    return all.sort((a, b) => (a.day < b.day ? 1 : -1));
  }
}

async function addRecords(reader: EntityManager, ids: readonly string[], tally: Tally): Promise<void> {
  for (const one of (await readTallies(reader, ids)).values()) tally.merge(one);
}

function spread(stored: Parameters<DurationHistogram['merge']>[0]): Spread | null {
  const histogram = new DurationHistogram();
  histogram.merge(stored);
  return histogram.spread();
}
