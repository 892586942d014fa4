import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** How one ticket stands to another, in the direction it is said; `relates` has none. */
export const LINK_KINDS = ['relates', 'duplicates', 'causes'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

export interface TicketLinkRow {
  id: string;
  fromId: string;
  toId: string;
  kind: LinkKind;
  /** Of both, whichever way, and the kind: what is said of two tickets is said once. */
  pair: string;
  linkedBy: string;
  linkedAt: Date;
}

export const TicketLinkSchema = new EntitySchema<TicketLinkRow>({
  name: 'ticket_link',
  columns: {
    id: column.id(),
    fromId: column.ref(),
    toId: column.ref(),
    kind: column.varchar(16),
    pair: column.varchar(100),
    linkedBy: column.varchar(64),
    linkedAt: column.time(),
  },
  indices: [
    schemaIndex('ticket_link', { columns: ['pair'], unique: true }),
    schemaIndex('ticket_link', { columns: ['fromId', 'id'] }),
    schemaIndex('ticket_link', { columns: ['toId', 'id'] }),
  ],
});
