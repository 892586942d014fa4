import { column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** What a count said, and what counting says. */
export interface Difference {
  readonly countId: string;
  readonly person: string;
  readonly team: string;
  readonly counted: number;
  readonly tickets: number;
}

/** A look at every line and every count, to see whether they are what tickets are. */
export interface ViewCheckRow {
  id: string;
  status: 'lines' | 'counts' | 'done';
  /** Tickets up to this one have been looked at. */
  lookedTo: string;
  tickets: number;
  /** Lines that were not level with their tickets, and are now. */
  levelled: number;
  counts: number;
  differences: Difference[];
  startedAt: Date;
  endedAt: Date | null;
}

export const ViewCheckSchema = new EntitySchema<ViewCheckRow>({
  name: 'ticket_view_check',
  columns: {
    id: column.id(),
    status: column.varchar(8),
    lookedTo: column.varchar(36),
    tickets: column.int(),
    levelled: column.int(),
    counts: column.int(),
    differences: column.json(),
    startedAt: column.time(),
    endedAt: column.nullable(column.time()),
  },
});
