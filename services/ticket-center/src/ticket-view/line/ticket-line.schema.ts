import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { sealed } from '#libs/personal-data/sealed-column';
import { EntitySchema } from 'typeorm';

/** A ticket as lists show, sort and count it: short, and as it was at its last change. */
export interface TicketLineRow {
  ticketId: string;
  number: string;
  ticketType: string;
  customerId: string;
  channel: string;
  subject: string;
  category: string | null;
  priority: string;
  /** The most urgent is the lowest. */
  priorityRank: number;
  status: string;
  statusName: string | null;
  assigneeId: string | null;
  teamId: string | null;
  supervisorId: string | null;
  urgedTimes: number;
  satisfaction: number | null;
  openedAt: Date;
  updatedAt: Date;
  firstRepliedAt: Date | null;
  solvedAt: Date | null;
  closedAt: Date | null;
  /** Of the promises that run, the next; {@link NEVER} when none does, so that lists go by it. */
  dueAt: Date;
  breached: boolean;
  archived: boolean;
}

export const NEVER = new Date('9999-12-31T00:00:00Z');

const moment = column.nullable(column.time());
const person = column.nullable(column.varchar(64));

const lineColumns = {
  ticketId: column.primary(column.ref()),
  number: column.varchar(32),
  ticketType: column.varchar(64),
  customerId: column.ref(),
  channel: column.varchar(32),
  subject: sealed(column.varchar(1_700)),
  category: column.nullable(column.varchar(120)),
  priority: column.varchar(16),
  priorityRank: column.int(),
  status: column.varchar(16),
  statusName: column.nullable(column.varchar(120)),
  assigneeId: person,
  teamId: person,
  supervisorId: person,
  urgedTimes: column.int(),
  satisfaction: column.nullable(column.int()),
  openedAt: column.time(),
  updatedAt: column.time(),
  firstRepliedAt: moment,
  solvedAt: moment,
  closedAt: moment,
  dueAt: column.time(),
  breached: column.flag(),
  archived: column.flag(),
};

/** What most views ask for, each with an order it is shown in; the id is at the end of each by itself. */
const lineIndices = [
  { columns: ['number'] },
  { columns: ['customerId', 'openedAt'] },
  { columns: ['updatedAt'] },
  { columns: ['openedAt'] },
  { columns: ['dueAt'] },
  { columns: ['status', 'updatedAt'] },
  { columns: ['status', 'openedAt'] },
  { columns: ['status', 'dueAt'] },
  { columns: ['status', 'priorityRank', 'dueAt'] },
  { columns: ['assigneeId', 'status', 'updatedAt'] },
  { columns: ['teamId', 'status', 'updatedAt'] },
  { columns: ['teamId', 'status', 'dueAt'] },
];

export const TicketLineSchema = new EntitySchema<TicketLineRow>({
  name: 'ticket_line',
  columns: lineColumns,
  indices: lineIndices.map((index) => schemaIndex('ticket_line', index)),
});

/** What a ticket has several of: the categories it is below, and what its forms have indexed. */
export interface LineValueRow {
  ticketId: string;
  attribute: string;
  value: string;
}

export const LineValueSchema = new EntitySchema<LineValueRow>({
  name: 'ticket_line_value',
  columns: {
    ticketId: column.primary(column.ref()),
    attribute: column.primary(column.varchar(130)),
    value: column.primary(column.varchar(190)),
  },
  indices: [schemaIndex('ticket_line_value', { columns: ['attribute', 'value', 'ticketId'] })],
});
