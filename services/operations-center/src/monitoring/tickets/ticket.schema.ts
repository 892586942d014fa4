import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { BoardTicket } from './ticket-rows.js';

/** As it lies in its table. */
export interface BoardRow extends BoardTicket {
  /** When the row was last written; gravestones are cleared by it. */
  writtenAt: Date;
}

export const BoardTicketSchema = new EntitySchema<BoardRow>({
  name: 'board_ticket',
  columns: {
    ticketId: column.primary(column.ref()),
    openedAt: column.nullable(column.time()),
    category: column.varchar(16),
    happened: column.varchar(64),
    finished: column.flag(),
    assigneeId: column.nullable(column.varchar(64)),
    assigned: column.nullable(column.varchar(64)),
    teamId: column.nullable(column.varchar(64)),
    teamed: column.nullable(column.varchar(64)),
    writtenAt: column.time(),
  },
  indices: [
    schemaIndex('board_ticket', { columns: ['finished', 'category', 'openedAt'] }),
    schemaIndex('board_ticket', { columns: ['finished', 'writtenAt'] }),
  ],
});
