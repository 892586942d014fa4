import type { TicketFacts } from '../../ticket/ticket.api.js';
import { FIELD } from '../condition/attribute.js';
import { NEVER, type LineValueRow, type TicketLineRow } from './ticket-line.schema.js';

/** A line with what there are several of. */
export interface WholeLine {
  readonly row: TicketLineRow;
  readonly values: readonly Omit<LineValueRow, 'ticketId'>[];
}

/** What a ticket's row does not say. */
export interface BesideTicket {
  readonly dueAt: Date | null;
  readonly breached: boolean;
  readonly fields: readonly { readonly field: string; readonly value: string }[];
}

const RANKS: Readonly<Record<string, number>> = { urgent: 0, high: 1, normal: 2, low: 3 };

export function lineOf(ticket: TicketFacts, { dueAt, breached, fields }: BesideTicket): WholeLine {
  const time = (name: string) => (typeof ticket[name] === 'string' ? new Date(ticket[name]) : null);
  const text = (name: string) => (ticket[name] ?? null) as string | null;
  const number = (name: string) => (ticket[name] ?? null) as number | null;
  const path = (ticket.categoryPath ?? []) as { id: string }[];
  const row: TicketLineRow = {
    ticketId: ticket.id,
    number: text('number')!,
    ticketType: text('ticketType')!,
    customerId: text('customerId')!,
    channel: text('channel')!,
    subject: text('subject')!,
    category: text('category'),
    priority: text('priority')!,
    priorityRank: RANKS[text('priority')!] ?? 9,
    status: text('status')!,
    statusName: text('statusName'),
    assigneeId: text('assigneeId'),
    teamId: text('teamId'),
    supervisorId: text('supervisorId'),
    urgedTimes: number('urgedTimes') ?? 0,
    satisfaction: number('satisfaction'),
    openedAt: time('openedAt')!,
    updatedAt: time('updatedAt')!,
    firstRepliedAt: time('firstRepliedAt'),
    solvedAt: time('solvedAt'),
    closedAt: time('closedAt'),
    dueAt: dueAt ?? NEVER,
    breached,
    archived: ticket.archivedAt !== null,
  };
  const categories = new Set([...path.map(({ id }) => id), ...(text('categoryId') ? [text('categoryId')!] : [])]);
  const answered = new Map(fields.map(({ field, value }) => [`${field}\n${value}`, { field, value }]));
  const values = [
    ...[...categories].map((value) => ({ attribute: 'categoryId', value })),
    ...[...answered.values()].map(({ field, value }) => ({ attribute: FIELD + field, value })),
  ];
  return { row, values };
}
