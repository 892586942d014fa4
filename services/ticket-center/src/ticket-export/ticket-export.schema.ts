import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { Conditions, Sort, Viewer } from '../ticket-view/viewed-tickets.api.js';
import type { Layout } from './content/written-lines.js';

/** What is exported, as it was asked for: views that change later change nothing. */
export interface ExportedQuery {
  readonly conditions: readonly Conditions[];
  readonly sort: Sort;
  readonly viewer: Viewer;
  /** What is searched for; null: nothing is. */
  readonly words: string | null;
  readonly withNotes: boolean;
}

export interface TicketExportRow {
  id: string;
  ownerId: string;
  status: 'waiting' | 'running' | 'done' | 'cancelled' | 'failed' | 'expired';
  query: ExportedQuery;
  layout: Layout;
  /** How many there are to be; null: not known. */
  total: number | null;
  tickets: number;
  /** Keys of the pieces of the file, in order. */
  pieces: string[];
  /** How many pieces are kept: whoever comes too late with the next one has lost the work to another. */
  step: number;
  nextCursor: string | null;
  /** Attempts at the next piece that failed. */
  failures: number;
  createdAt: Date;
  endedAt: Date | null;
  expiresAt: Date;
}

export const TicketExportSchema = new EntitySchema<TicketExportRow>({
  name: 'ticket_export',
  columns: {
    id: column.id(),
    ownerId: column.varchar(64),
    status: column.varchar(12),
    query: column.json(),
    layout: column.json(),
    total: column.nullable(column.int()),
    tickets: column.int(),
    pieces: column.json(),
    step: column.int(),
    nextCursor: column.nullable(column.text()),
    failures: column.int(),
    createdAt: column.time(),
    endedAt: column.nullable(column.time()),
    expiresAt: column.time(),
  },
  indices: [
    schemaIndex('ticket_export', { columns: ['status', 'expiresAt'] }),
    schemaIndex('ticket_export', { columns: ['ownerId', 'id'] }),
  ],
});
