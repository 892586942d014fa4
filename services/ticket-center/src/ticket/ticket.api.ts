import type { JournalRow } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import type { Json } from '#libs/process-engine/model/expression';
import { Injectable } from '@nestjs/common';
import { CommandBus, type Command } from '@nestjs/cqrs';
import { In, IsNull, MoreThan } from 'typeorm';
import { AssignTeam, AssignTicket } from './commands/assign-ticket.js';
import { RaisePriority } from './commands/attend-to-ticket.js';
import { EditTicket } from './commands/edit-ticket.js';
import { GrabTicket, PutTicketBack } from './commands/grab-ticket.js';
import { AskForHelp, EndHelp, type HelpOutcome } from './commands/relation/ask-for-help.js';
import { LiftSupervision, SuperviseTicket } from './commands/supervise-ticket.js';
import { UrgeTicket } from './commands/urge-ticket.js';
import type { TicketEdit } from './domain/new-ticket.js';
import { attributesOf, type TicketAttributes } from './domain/ticket-attributes.js';
import { isUnfinished, type TicketStatus } from './domain/ticket-status.js';
import { CloseTicket } from './commands/close-ticket.js';
import { HearCustomer } from './commands/hear-customer.js';
import { NoteOnTicket, ReplyToTicket } from './commands/reply-to-ticket.js';
import { SolveTicket } from './commands/solve-ticket.js';
import type { Enclosed, TicketEvent } from './domain/ticket.events.js';
import { TicketNotFound } from './domain/ticket.errors.js';
import { TicketJournalSchema, TicketSchema, type TicketRow } from './infra/ticket.schema.js';

export type { TicketAttributes } from './domain/ticket-attributes.js';
export type { TicketEdit } from './domain/new-ticket.js';
export { TicketFinished, TicketTaken } from './domain/ticket.errors.js';

/** Of a ticket, by the names conditions use; times are ISO-8601. */
export type TicketFacts = Readonly<Record<string, Json>> & { readonly id: string };

/** What conditions know nothing of: the store's own, and what is long or inside out. */
const UNTOLD = ['version', 'actions', 'interactionEventIds', 'children', 'childRule', 'openHelp', 'changes'];
/** The names in {@link TicketFacts}. */
export const TICKET_FACTS: readonly string[] = Object.keys(TicketSchema.options.columns).filter(
  (name) => !UNTOLD.includes(name),
);

/** Which tickets; times are ISO-8601, the second one not included. */
export interface TicketRange {
  readonly openedFrom: string | null;
  readonly openedTo: string | null;
  readonly tickets: 'open' | 'closed' | 'all';
}

/** What other contexts ask about tickets. */
@Injectable()
export class TicketRecords {
  constructor(private readonly database: Database) {}

  /** @throws TicketNotFound */
  async facts(ticketId: string): Promise<TicketFacts> {
    return factsOf(await this.#row(ticketId));
  }

  async findFacts(ticketId: string): Promise<TicketFacts | null> {
    const row = await (await this.database.reader()).findOneBy(TicketSchema, { id: ticketId });
    return row && factsOf(row);
  }

  /** As they are now. @throws TicketNotFound */
  async attributes(ticketId: string): Promise<TicketAttributes> {
    return attributesOf(await this.#row(ticketId));
  }

  /** The oldest first, behind one of them. @param after empty: from the beginning */
  async idsIn(range: TicketRange, after: string, count: number): Promise<string[]> {
    const query = (await this.#within(range)).andWhere('ticket.id > :after', { after });
    const rows = await query
      .select('ticket.id', 'id')
      .orderBy('ticket.id', 'ASC')
      .limit(count)
      .getRawMany<{ id: string }>();
    return rows.map(({ id }) => id);
  }

  async countIn(range: TicketRange): Promise<number> {
    return (await this.#within(range)).getCount();
  }

  /** Of tickets that nobody has and somebody should, behind one of them. @param after empty: from the beginning */
  async idsOfUnassigned(after: string, count: number): Promise<string[]> {
    const where = { status: In(['new', 'open', 'waiting', 'on-hold']), assigneeId: IsNull(), id: MoreThan(after) };
    const find = { where, select: { id: true }, order: { id: 'ASC' }, take: count } as const;
    return (await (await this.database.reader()).find(TicketSchema, find)).map(({ id }) => id);
  }

  /** Of the newest tickets, the newest first. */
  async newest(count: number): Promise<TicketFacts[]> {
    const rows = await (await this.database.reader()).find(TicketSchema, { order: { id: 'DESC' }, take: count });
    return rows.map(factsOf);
  }

  /** What happened to a ticket and is not known yet, among events of these types; in the order of their times. */
  async journal(
    ticketId: string,
    types: readonly TicketEvent['type'][],
    known: ReadonlySet<string>,
  ): Promise<JournalRow[]> {
    const reader = await this.database.reader();
    const where = { aggregateId: ticketId, type: In([...types]) };
    const all = await reader.find(TicketJournalSchema, { where, select: { id: true } });
    const missing = all.map(({ id }) => id).filter((id) => !known.has(id));
    if (missing.length === 0) return [];
    return reader.find(TicketJournalSchema, { where: { id: In(missing) }, order: { at: 'ASC', id: 'ASC' } });
  }

  async #within({ openedFrom, openedTo, tickets }: TicketRange) {
    const query = (await this.database.reader()).createQueryBuilder<TicketRow>(TicketSchema, 'ticket').where('1 = 1');
    const ended = { ended: ['closed', 'merged'] };
    if (openedFrom !== null) query.andWhere('ticket.openedAt >= :from', { from: new Date(openedFrom) });
    if (openedTo !== null) query.andWhere('ticket.openedAt < :to', { to: new Date(openedTo) });
    if (tickets === 'open') query.andWhere('ticket.status NOT IN (:...ended)', ended);
    if (tickets === 'closed') query.andWhere('ticket.status IN (:...ended)', ended);
    return query;
  }

  async #row(id: string): Promise<TicketRow> {
    const row = await (await this.database.reader()).findOneBy(TicketSchema, { id });
    if (!row) throw new TicketNotFound('There is no such ticket.', { id });
    return row;
  }
}

/** What other contexts do with tickets, each in the caller's transaction. @throws what tickets refuse */
@Injectable()
export class TicketHandling {
  constructor(private readonly commands: CommandBus) {}

  edit(ticketId: string, edit: TicketEdit, by: string): Promise<void> {
    return this.#do(new EditTicket(ticketId, edit, by));
  }

  assign(ticketId: string, assigneeId: string, by: string): Promise<void> {
    return this.#do(new AssignTicket(ticketId, assigneeId, by));
  }

  assignTeam(ticketId: string, teamId: string | null, by: string): Promise<void> {
    return this.#do(new AssignTeam(ticketId, teamId, by));
  }

  /** For whoever is the first. @param by the agent, or what gives it to them. @throws TicketTaken, TicketFinished */
  grab(ticketId: string, agentId: string, by = agentId): Promise<void> {
    return this.#do(new GrabTicket(ticketId, agentId, by));
  }

  putBack(ticketId: string, reason: string, by: string): Promise<void> {
    return this.#do(new PutTicketBack(ticketId, reason, by));
  }

  /** Gives how often it was urged by now. */
  urge(ticketId: string, note: string, by: string): Promise<number> {
    return this.commands.execute(new UrgeTicket(ticketId, note, by));
  }

  /** It cannot be closed before that is lifted, unless its type says otherwise. */
  supervise(ticketId: string, supervisorId: string): Promise<void> {
    return this.#do(new SuperviseTicket(ticketId, supervisorId));
  }

  liftSupervision(ticketId: string, by: string): Promise<void> {
    return this.#do(new LiftSupervision(ticketId, by));
  }

  async raisePriority(ticketId: string): Promise<void> {
    await this.commands.execute(new RaisePriority(ticketId));
  }

  reply(ticketId: string, text: string, by: string, enclosed: Enclosed = {}): Promise<void> {
    return this.#do(new ReplyToTicket(ticketId, text, by, enclosed));
  }

  note(ticketId: string, text: string, by: string, enclosed: Enclosed = {}): Promise<void> {
    return this.#do(new NoteOnTicket(ticketId, text, by, enclosed));
  }

  hearCustomer(ticketId: string, text: string, enclosed: Enclosed & { channel?: string } = {}): Promise<void> {
    return this.#do(new HearCustomer(ticketId, text, enclosed));
  }

  solve(ticketId: string, solution: string, by: string): Promise<void> {
    return this.#do(new SolveTicket(ticketId, solution, by));
  }

  close(ticketId: string): Promise<void> {
    return this.#do(new CloseTicket(ticketId));
  }

  /** @param request for help, of another context */
  askForHelp(ticketId: string, request: { id: string; holds: boolean }, by: string): Promise<void> {
    return this.#do(new AskForHelp(ticketId, request, by));
  }

  endHelp(ticketId: string, requestId: string, outcome: HelpOutcome, by: string): Promise<void> {
    return this.#do(new EndHelp(ticketId, requestId, outcome, by));
  }

  #do(command: Command<void>): Promise<void> {
    return this.commands.execute(command);
  }
}

/** Whether somebody still has to do something about it. */
export function isToDo({ status }: TicketFacts): boolean {
  return isUnfinished(status as TicketStatus);
}

function factsOf(row: TicketRow): TicketFacts {
  const told = TICKET_FACTS.map((name) => [name, asJson(row[name as keyof TicketRow])] as const);
  return { ...Object.fromEntries(told), id: row.id };
}

function asJson(value: TicketRow[keyof TicketRow]): Json {
  return value instanceof Date ? value.toISOString() : ((value as Json | undefined) ?? null);
}
