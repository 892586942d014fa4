import type { InstanceOutcome } from '#libs/process-engine/reference';
import type { ProcessInstanceRow } from '../schema/process-instance.schema.js';
import { DurationHistogram } from './duration-histogram.js';
import type { DayStatisticRow, FlowStatisticRow, NodeStatisticRow, RecentStatisticRow } from './statistic.schema.js';
import { Tally } from './tally.js';

/** An instance that has ended, with what its records say. */
export interface Ended extends Pick<ProcessInstanceRow, 'definitionId' | 'version' | 'startedAt'> {
  readonly outcome: InstanceOutcome;
  readonly endedAt: Date;
  readonly tally: Tally;
}

/** What instances add to each table; each key once. */
export interface StatisticRows {
  readonly nodes: NodeStatisticRow[];
  readonly flows: FlowStatisticRow[];
  readonly days: DayStatisticRow[];
  readonly recent: RecentStatisticRow[];
}

export function statisticRows(ended: readonly Ended[]): StatisticRows {
  const ofDays = groups(
    ended,
    ({ definitionId, version, startedAt }) => `${definitionId}/${version}/${dayOf(startedAt)}`,
  );
  const ofMinutes = groups(ended, ({ definitionId, endedAt }) => `${definitionId}/${minuteOf(endedAt)}`);
  const days = ofDays.map(ofDay);
  return {
    nodes: days.flatMap(({ nodes }) => nodes),
    flows: days.flatMap(({ flows }) => flows),
    days: days.map(({ day }) => day),
    recent: ofMinutes.flatMap(ofMinute),
  };
}

/** UTC. */
function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

/** UTC. */
export function minuteOf(time: Date): string {
  return time.toISOString().slice(0, 16);
}

type Group = readonly [Ended, ...Ended[]];

function groups(ended: readonly Ended[], keyOf: (each: Ended) => string): Group[] {
  return [...Map.groupBy(ended, keyOf).values()] as unknown as Group[];
}

function ofDay(group: Group) {
  const [{ definitionId: definition, version, startedAt }] = group;
  const key = { definition, version, day: dayOf(startedAt) };
  const { nodes, flows } = sumOf(group);
  const outcomes = { completed: 0, failed: 0, cancelled: 0 };
  const durations = new DurationHistogram();
  for (const each of group) {
    outcomes[each.outcome] += 1;
    if (each.outcome === 'completed') durations.add(each.endedAt.getTime() - each.startedAt.getTime());
  }
  return {
    nodes: Array.from(nodes, ([node, tally]) => ({ ...key, node, ...tally.stored() })),
    flows: Array.from(flows, ([flow, taken]) => ({ ...key, flow, taken })),
    day: { ...key, ...outcomes, durations: durations.stored() },
  };
}

function ofMinute(group: Group): RecentStatisticRow[] {
  const [{ definitionId: definition, endedAt }] = group;
  const minute = minuteOf(endedAt);
  return Array.from(sumOf(group).nodes, ([node, tally]) => ({ minute, definition, node, ...tally.stored() }));
}

function sumOf(group: Group): Tally {
  const sum = new Tally();
  for (const { tally } of group) sum.merge(tally);
  return sum;
}
