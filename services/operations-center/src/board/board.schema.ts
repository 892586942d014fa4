import { column, schemaIndex } from '#libs/persistence/columns';
import { EntitySchema } from 'typeorm';
import type { BoardContact, BoardTicket } from './board-rows.js';

/** When the row was last written; gravestones are cleared by it. */
interface Written {
  writtenAt: Date;
}

export const BoardContactSchema = new EntitySchema<BoardContact & Written>({
  name: 'board_contact',
  columns: {
    contactId: column.primary(column.ref()),
    channel: column.nullable(column.varchar(16)),
    state: column.varchar(16),
    writtenAt: column.time(),
  },
  indices: [
    schemaIndex('board_contact', { columns: ['state', 'channel'] }),
    schemaIndex('board_contact', { columns: ['state', 'writtenAt'] }),
  ],
});

export const BoardTicketSchema = new EntitySchema<BoardTicket & Written>({
  name: 'board_ticket',
  columns: {
    ticketId: column.primary(column.ref()),
    openedAt: column.nullable(column.time()),
    category: column.varchar(16),
    happened: column.varchar(64),
    finished: column.flag(),
    writtenAt: column.time(),
  },
  indices: [
    schemaIndex('board_ticket', { columns: ['finished', 'category', 'openedAt'] }),
    schemaIndex('board_ticket', { columns: ['finished', 'writtenAt'] }),
  ],
});
