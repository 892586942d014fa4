import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { BulkDeed } from './bulk-action.dto.js';

/** One thing that is done with many tickets. */
export interface BulkAction {
  id: string;
  action: BulkDeed;
  orderedBy: string;
  orderedAt: Date;
  state: 'running' | 'done' | 'cancelled';
  total: number;
  /** Tickets that have their result. */
  handled: number;
  done: number;
  /** Of a macro, a part was refused. */
  partly: number;
  refused: number;
  endedAt: Date | null;
}

export const BulkActionSchema = new EntitySchema<BulkAction>({
  name: 'bulk_action',
  columns: {
    id: column.id(),
    action: column.json(),
    orderedBy: column.varchar(64),
    orderedAt: column.time(),
    state: column.varchar(16),
    total: column.int(),
    handled: column.int(),
    done: column.int(),
    partly: column.int(),
    refused: column.int(),
    endedAt: column.nullable(column.time()),
  },
  indices: [schemaIndex('bulk_action', { columns: ['state', 'id'] })],
});

export type BulkOutcome = 'done' | 'partly' | 'refused';

/** A ticket that a bulk action is for, and what came of it. */
export interface BulkTicket {
  bulkActionId: string;
  /** In the order they are done, from 0. */
  position: number;
  ticketId: string;
  outcome: BulkOutcome | 'waiting';
  /** Why it was refused. */
  code: string | null;
  at: Date | null;
}

export const BulkTicketSchema = new EntitySchema<BulkTicket>({
  name: 'bulk_action_ticket',
  columns: {
    bulkActionId: column.primary(column.ref()),
    position: column.primary(column.int()),
    ticketId: column.ref(),
    outcome: column.varchar(8),
    code: column.nullable(column.varchar(120)),
    at: column.nullable(column.time()),
  },
  indices: [schemaIndex('bulk_action_ticket', { columns: ['bulkActionId', 'outcome', 'position'] })],
});
