import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** Categories that statuses may be in: what is merged is merged. */
export const STATUS_CATEGORIES = ['new', 'open', 'waiting', 'on-hold', 'solved', 'closed'] as const;
export type StatusCategory = (typeof STATUS_CATEGORIES)[number];

/** What a tenant calls a state of its tickets; the category says what it means. */
export interface TicketStatusRow {
  id: string;
  name: string;
  category: StatusCategory;
  /** What tickets of the category are called of which nobody said more. */
  isDefault: boolean;
  /** No ticket becomes it any more. */
  retired: boolean;
  version: number;
}

export const TicketStatusSchema = new EntitySchema<TicketStatusRow>({
  name: 'ticket_status',
  columns: {
    id: column.id(),
    name: column.varchar(120),
    category: column.varchar(16),
    isDefault: column.flag(),
    retired: column.flag(),
    version: column.int(),
  },
  indices: [schemaIndex('ticket_status', { columns: ['name'], unique: true })],
});
