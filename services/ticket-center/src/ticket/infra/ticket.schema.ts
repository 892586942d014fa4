import { sealedJournalSchema } from '#libs/personal-data/sealed-journal';
import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { sealed } from '#libs/personal-data/sealed-column';
import { EntitySchema } from 'typeorm';
import type { CategoryStep, OriginKind } from '../domain/new-ticket.js';
import { ALL_CHILDREN, type Child, type ChildRule } from '../domain/relation/child-rule.js';
import type { TicketAction } from '../domain/ticket-action.js';
import type { FieldChanges } from '../domain/ticket-changes.js';
import type { Priority, TicketStatus } from '../domain/ticket-status.js';
import { Ticket } from '../domain/ticket.aggregate.js';

/** A ticket as it lies in its table, for queries. */
export interface TicketRow {
  id: string;
  version: number;
  updatedAt: Date;
  number: string;
  ticketType: string;
  customerId: string;
  taskId: string | null;
  channel: string;
  subject: string;
  description: string;
  category: string | null;
  categoryId: string | null;
  categoryPath: CategoryStep[] | null;
  priority: Priority;
  status: TicketStatus;
  statusId: string | null;
  statusName: string | null;
  processInstanceId: string | null;
  assigneeId: string | null;
  teamId: string | null;
  returnsTo: string | null;
  returnTeamId: string | null;
  supervisorId: string | null;
  supervisionHolds: boolean | null;
  interactionEventIds: string[];
  actions: TicketAction[];
  openVisitId: string | null;
  urgedTimes: number;
  solution: string | null;
  returnVisit: boolean;
  satisfaction: number | null;
  openedAt: Date;
  firstRepliedAt: Date | null;
  solvedAt: Date | null;
  closedAt: Date | null;
  archivedAt: Date | null;
  parentId: string | null;
  children: Child[];
  childRule: ChildRule;
  mergedInto: string | null;
  originId: string | null;
  originKind: OriginKind | null;
  openHelp: { id: string; holds: boolean }[];
  changes: FieldChanges;
}

/** Tickets of before there was such a thing have none. */
const since = (none: unknown) => ({
  ...column.nullable(column.json()),
  transformer: { to: (value: unknown) => value, from: (read: unknown) => read ?? none },
});

export const TicketSchema = new EntitySchema<TicketRow>({
  name: 'Ticket',
  tableName: 'ticket',
  target: Ticket,
  columns: {
    ...aggregateColumns,
    number: column.varchar(32),
    ticketType: column.varchar(64),
    customerId: column.ref(),
    taskId: column.nullable(column.ref()),
    channel: column.varchar(32),
    subject: sealed(column.varchar(1_700)),
    description: sealed(column.text()),
    category: column.nullable(column.varchar(120)),
    categoryId: column.nullable(column.ref()),
    categoryPath: column.nullable(column.json()),
    priority: column.varchar(16),
    status: column.varchar(16),
    statusId: column.nullable(column.ref()),
    statusName: column.nullable(column.varchar(120)),
    processInstanceId: column.nullable(column.ref()),
    assigneeId: column.nullable(column.varchar(64)),
    teamId: column.nullable(column.varchar(64)),
    returnsTo: column.nullable(column.varchar(64)),
    returnTeamId: column.nullable(column.varchar(64)),
    supervisorId: column.nullable(column.varchar(64)),
    supervisionHolds: column.nullable(column.flag()),
    interactionEventIds: column.json(),
    actions: column.json(),
    openVisitId: column.nullable(column.ref()),
    urgedTimes: column.int(),
    solution: sealed(column.nullable(column.text())),
    returnVisit: column.flag(),
    satisfaction: column.nullable(column.int()),
    openedAt: column.time(),
    firstRepliedAt: column.nullable(column.time()),
    solvedAt: column.nullable(column.time()),
    closedAt: column.nullable(column.time()),
    archivedAt: column.nullable(column.time()),
    parentId: column.nullable(column.ref()),
    children: since([]),
    childRule: since(ALL_CHILDREN),
    mergedInto: column.nullable(column.ref()),
    originId: column.nullable(column.ref()),
    originKind: column.nullable(column.varchar(16)),
    openHelp: since([]),
    changes: since({}),
  },
  indices: [
    schemaIndex('ticket', { columns: ['number'], unique: true }),
    schemaIndex('ticket', { columns: ['customerId', 'id'] }),
    schemaIndex('ticket', { columns: ['status', 'assigneeId', 'id'] }),
    schemaIndex('ticket', { columns: ['assigneeId', 'id'] }),
    schemaIndex('ticket', { columns: ['parentId'] }),
    schemaIndex('ticket', { columns: ['mergedInto'] }),
    schemaIndex('ticket', { columns: ['originId'] }),
  ],
});

export const TicketInteractionSchema = new EntitySchema<{ interactionEventId: string; ticketId: string }>({
  name: 'ticket_interaction',
  columns: { interactionEventId: column.primary(column.ref()), ticketId: column.primary(column.ref()) },
  indices: [schemaIndex('ticket_interaction', { columns: ['ticketId'] })],
});

export const TicketJournalSchema = sealedJournalSchema('ticket_journal');
