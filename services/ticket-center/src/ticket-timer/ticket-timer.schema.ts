import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** Something that is to be looked at again, about a ticket, at a time. */
export interface TicketTimerRow {
  ticketId: string;
  /** Whose it is, e.g. `sla`. */
  kind: string;
  /** Tells several of a kind; empty where there is one. */
  name: string;
  partitionNo: number;
  due: Date;
  data: Readonly<Record<string, unknown>> | null;
}

export const TicketTimerSchema = new EntitySchema<TicketTimerRow>({
  name: 'ticket_timer',
  columns: {
    ticketId: column.primary(column.ref()),
    kind: column.primary(column.varchar(16)),
    name: column.primary(column.varchar(64)),
    partitionNo: column.int(),
    due: column.time(),
    data: column.nullable(column.json()),
  },
  indices: [schemaIndex('ticket_timer', { columns: ['partitionNo', 'due'] })],
});
