import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** `agrees`: everything came out as it was written down; `differs`: the first that did not is told. */
export type CheckStatus = 'running' | 'agrees' | 'differs';

/** Where a log and its replay part: decisions as JSON, null where there is none. */
export interface LogDifference {
  readonly seq: number;
  readonly n: number;
  /** ISO-8601. */
  readonly at: string;
  readonly event: string;
  readonly written: string | null;
  readonly again: string | null;
}

/** A part of the routing log that is decided once more, and compared. */
export interface RoutingCheckRow {
  id: string;
  from: Date;
  until: Date;
  status: CheckStatus;
  /** How many events were decided again, and how many decisions came out the same. */
  events: number;
  decisions: number;
  difference: LogDifference | null;
  startedAt: Date;
  finishedAt: Date | null;
}

export const RoutingCheckSchema = new EntitySchema<RoutingCheckRow>({
  name: 'routing_check',
  columns: {
    id: column.id(),
    from: column.time(),
    until: column.time(),
    status: column.varchar(16),
    events: column.int(),
    decisions: column.int(),
    difference: column.nullable(column.json()),
    startedAt: column.time(),
    finishedAt: column.nullable(column.time()),
  },
  indices: [schemaIndex('routing_check', { columns: ['status', 'id'] })],
});
