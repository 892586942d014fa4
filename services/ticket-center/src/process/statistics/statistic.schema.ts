import { column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { StoredDurations } from './duration-histogram.js';

/** What is added up from instances that have ended: small tables that stay when the records are gone. */
interface OfDay {
  definition: string;
  /** The one they ended on. */
  version: number;
  /** Of their start, UTC: `2026-11-23`. */
  day: string;
}

export interface TallyColumns {
  entered: number;
  completed: number;
  /** Terminated, which is a word of MySQL's own. */
  aborted: number;
  failures: number;
  /** From entered to completed. */
  durations: StoredDurations;
}

export interface NodeStatisticRow extends OfDay, TallyColumns {
  node: string;
}

export interface FlowStatisticRow extends OfDay {
  flow: string;
  taken: number;
}

/** Instances by how they ended. */
export interface DayStatisticRow extends OfDay {
  completed: number;
  failed: number;
  cancelled: number;
  /** Of those that completed. */
  durations: StoredDurations;
}

/** The last hours by when instances ended, for rates and thresholds; older rows are dropped. */
export interface RecentStatisticRow extends TallyColumns {
  /** Of their end, UTC: `2026-11-23T09:41`. */
  minute: string;
  definition: string;
  /** The process itself has the name of the definition. */
  node: string;
}

const ofDay = {
  definition: column.primary(column.varchar(255)),
  version: column.primary(column.int()),
  day: column.primary(column.varchar(10)),
};
const tally = {
  entered: column.int(),
  completed: column.int(),
  aborted: column.int(),
  failures: column.int(),
  durations: column.json(),
};

export const NodeStatisticSchema = new EntitySchema<NodeStatisticRow>({
  name: 'process_node_statistic',
  columns: { ...ofDay, node: column.primary(column.varchar(255)), ...tally },
});

export const FlowStatisticSchema = new EntitySchema<FlowStatisticRow>({
  name: 'process_flow_statistic',
  columns: { ...ofDay, flow: column.primary(column.varchar(255)), taken: column.int() },
});

export const DayStatisticSchema = new EntitySchema<DayStatisticRow>({
  name: 'process_day_statistic',
  columns: {
    ...ofDay,
    completed: column.int(),
    failed: column.int(),
    cancelled: column.int(),
    durations: column.json(),
  },
});

export const RecentStatisticSchema = new EntitySchema<RecentStatisticRow>({
  name: 'process_recent_statistic',
  columns: {
    minute: column.primary(column.varchar(16)),
    definition: column.primary(column.varchar(255)),
    node: column.primary(column.varchar(255)),
    ...tally,
  },
});

export const statisticEntities = [NodeStatisticSchema, FlowStatisticSchema, DayStatisticSchema, RecentStatisticSchema];
