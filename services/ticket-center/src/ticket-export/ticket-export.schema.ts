import { column } from '#libs/persistence/rows/columns';
import { exportColumns, exportIndices, type KeptExport } from '#libs/web/exports/kept-export';
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

export interface TicketExportRow extends KeptExport {
  query: ExportedQuery;
  layout: Layout;
  tickets: number;
}

export const TicketExportSchema = new EntitySchema<TicketExportRow>({
  name: 'ticket_export',
  columns: {
    ...exportColumns,
    query: column.json(),
    layout: column.json(),
    tickets: column.int(),
  },
  indices: exportIndices('ticket_export'),
});
