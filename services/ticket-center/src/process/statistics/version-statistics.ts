import type { InstanceState } from '#libs/process-engine/snapshot';
import type { EntityManager } from 'typeorm';
import { documentOf } from '../changes/rows.js';
import { ENDED, LIVE } from '../schema/process-instance.schema.js';
import type { StoredDurations } from './duration-histogram.js';
import type { DayStatisticRow, FlowStatisticRow, NodeStatisticRow } from './statistic.schema.js';

/** Instances of a version that began on these days, UTC. */
export interface VersionDays {
  readonly definition: string;
  readonly version: number;
  /** `2026-11-23`; left out: ever. */
  readonly from?: string;
  /** And before this one. */
  readonly to?: string;
}

export interface Uncounted {
  readonly id: string;
  readonly day: string;
  readonly state: InstanceState;
}

/** Each instance is in the sums or uncounted, never in both and never in none. */
export interface VersionStatistics {
  readonly nodes: readonly Omit<NodeStatisticRow, 'definition' | 'version'>[];
  readonly flows: readonly Omit<FlowStatisticRow, 'definition' | 'version'>[];
  readonly days: readonly Omit<DayStatisticRow, 'definition' | 'version'>[];
  readonly uncounted: readonly Uncounted[];
}

interface Line {
  readonly kind: 'node' | 'flow' | 'day' | 'instance';
  readonly day: string;
  readonly name: string;
  readonly state: InstanceState;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly durations: string | StoredDurations;
}

/** One statement, since it sees one state of the database: what is counted meanwhile would be in both or in none. */
export async function readVersion(reader: EntityManager, of: VersionDays): Promise<VersionStatistics> {
  const sums = conditions(of, 'definition', 'day', '');
  const instances = conditions(of, 'definitionId', 'startedAt', ' 00:00:00.000');
  const states = [...LIVE, ...ENDED];
  const lines = await reader.query<Line[]>(
    `SELECT 'node' AS kind, day, node AS name, '' AS state, entered AS a, completed AS b, aborted AS c,
      failures AS d, durations FROM process_node_statistic WHERE ${sums.sql}
    UNION ALL SELECT 'flow', day, flow, '', taken, 0, 0, 0, NULL FROM process_flow_statistic WHERE ${sums.sql}
    UNION ALL SELECT 'day', day, '', '', completed, failed, cancelled, 0, durations
      FROM process_day_statistic WHERE ${sums.sql}
    UNION ALL SELECT 'instance', SUBSTR(startedAt, 1, 10), id, state, 0, 0, 0, 0, NULL FROM process_instance
      WHERE countedAt IS NULL AND state IN (${states.map(() => '?').join(', ')}) AND ${instances.sql}`,
    [...sums.values, ...sums.values, ...sums.values, ...states, ...instances.values],
  );
  return sorted(lines);
}

/** @param suffix makes a day a time */
function conditions({ definition, version, from, to }: VersionDays, name: string, day: string, suffix: string) {
  const sql = [`${name} = ?`, 'version = ?'];
  const values: (string | number)[] = [definition, version];
  for (const [bound, comparison] of [[from, '>='] as const, [to, '<'] as const]) {
    if (bound === undefined) continue;
    sql.push(`${day} ${comparison} ?`);
    values.push(bound + suffix);
  }
  return { sql: sql.join(' AND '), values };
}

function sorted(lines: readonly Line[]): VersionStatistics {
  const all = { nodes: [], flows: [], days: [], uncounted: [] } as { [List in keyof VersionStatistics]: unknown[] };
  for (const { kind, day, name, state, a, b, c, d, durations: stored } of lines) {
    const durations = documentOf<StoredDurations>(stored);
    const tally = { entered: a, completed: b, aborted: c, failures: d, durations };
    if (kind === 'node') all.nodes.push({ day, node: name, ...tally });
    else if (kind === 'flow') all.flows.push({ day, flow: name, taken: a });
    else if (kind === 'day') all.days.push({ day, completed: a, failed: b, cancelled: c, durations });
    else all.uncounted.push({ id: name, day, state });
  }
  return all as unknown as VersionStatistics;
}
