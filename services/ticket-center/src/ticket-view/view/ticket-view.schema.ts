import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { Conditions } from '../condition/condition.dto.js';
import type { Sort } from '../line/line-order.js';

/** Whose a view is: one's own, a team's, everybody's. */
export type ViewScope = 'private' | 'team' | 'tenant';

export interface TicketViewRow {
  id: string;
  version: number;
  name: string;
  position: number;
  scope: ViewScope;
  /** Who has it to themselves, or shares it. */
  ownerId: string;
  teamId: string | null;
  conditions: Conditions;
  sort: Sort;
  columns: string[];
  countId: string;
  changedBy: string;
  changedAt: Date;
}

export const TicketViewSchema = new EntitySchema<TicketViewRow>({
  name: 'ticket_view',
  columns: {
    id: column.id(),
    version: column.int(),
    name: column.varchar(120),
    position: column.int(),
    scope: column.varchar(16),
    ownerId: column.varchar(64),
    teamId: column.nullable(column.varchar(64)),
    conditions: column.json(),
    sort: column.json(),
    columns: column.json(),
    countId: column.ref(),
    changedBy: column.varchar(64),
    changedAt: column.time(),
  },
  indices: [
    schemaIndex('ticket_view', { columns: ['scope', 'ownerId'] }),
    schemaIndex('ticket_view', { columns: ['scope', 'teamId'] }),
    schemaIndex('ticket_view', { columns: ['countId'] }),
  ],
});
