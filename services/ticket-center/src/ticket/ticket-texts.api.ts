import type { JournalRow } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { TicketEvent } from './domain/ticket.events.js';
import { TicketJournalSchema, TicketSchema, type TicketRow } from './infra/ticket.schema.js';

/** What was written in a ticket. */
export interface TicketText {
  readonly part: 'number' | 'subject' | 'description' | 'solution' | 'reply' | 'customer' | 'note';
  readonly text: string;
}

export interface WrittenText extends TicketText {
  /** The person of ours who wrote it; null: the customer, or nobody in person. */
  readonly by: string | null;
  readonly at: Date;
}

const SOLVED: TicketEvent['type'] = 'ticket-solved';
const AUTOMATIC = /^(process|mailbox|automation\/.*)$/;
const SAID: Partial<Record<string, TicketText['part']>> = {
  'ticket-replied': 'reply',
  'ticket-customer-wrote': 'customer',
  'ticket-noted': 'note',
} satisfies Partial<Record<TicketEvent['type'], TicketText['part']>>;

/** All that people can search tickets for; who may see what is for the caller to say. */
@Injectable()
export class TicketTexts {
  constructor(private readonly database: Database) {}

  /** By ticket: its attributes, then what was said in it, in that order. Two statements, however many tickets. */
  async of(ticketIds: readonly string[]): Promise<Map<string, WrittenText[]>> {
    if (ticketIds.length === 0) return new Map();
    const reader = await this.database.reader();
    const select = {
      ...{ id: true, number: true, subject: true, description: true, solution: true, openedAt: true, solvedAt: true },
    } as const;
    const tickets = await reader.find(TicketSchema, { where: { id: In([...ticketIds]) }, select });
    const where = { aggregateId: In([...ticketIds]), type: In([...Object.keys(SAID), SOLVED]) };
    const journal = await reader.find(TicketJournalSchema, { where, order: { aggregateId: 'ASC', id: 'ASC' } });
    const byTicket = Map.groupBy(journal, ({ aggregateId }) => aggregateId);
    return new Map(tickets.map((ticket) => [ticket.id, textsOf(ticket, byTicket.get(ticket.id) ?? [])]));
  }
}

type Written = Pick<TicketRow, 'number' | 'subject' | 'description' | 'solution' | 'openedAt' | 'solvedAt'>;

function textsOf({ openedAt, ...ticket }: Written, journal: readonly JournalRow[]): WrittenText[] {
  const opened = { by: null, at: openedAt };
  const said = journal.filter(({ type }) => type !== SOLVED);
  return [
    { part: 'number', text: ticket.number, ...opened },
    { part: 'subject', text: ticket.subject, ...opened },
    { part: 'description', text: ticket.description, ...opened },
    ...(ticket.solution === null ? [] : [solutionOf(ticket.solution, ticket.solvedAt ?? openedAt, journal)]),
    ...said.map(({ type, at, data }) => ({ part: SAID[type]!, text: String(data.text), by: writerOf(data), at })),
  ];
}

/** Processes say that a ticket is solved, and write no solution: it is of the last person who did. */
function solutionOf(text: string, solvedAt: Date, journal: readonly JournalRow[]): WrittenText {
  const solved = journal.findLast(({ type, data }) => type === SOLVED && writerOf(data) !== null);
  return { part: 'solution', text, by: solved ? writerOf(solved.data) : null, at: solved?.at ?? solvedAt };
}

function writerOf({ by }: JournalRow['data']): string | null {
  return typeof by === 'string' && !AUTOMATIC.test(by) ? by : null;
}
