import { ticketUrgeAnswered, ticketUrgeClimbed } from '#libs/contracts/ticket-center/collaboration/urge-events';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Outbox, outgoing } from '#libs/messaging/outbox';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { MoreThan, type EntityManager } from 'typeorm';
import { Recipients } from '../escalation/recipients.api.js';
import { TicketTimers } from '../ticket-timer/ticket-timer.api.js';
import { TicketHandling, TicketRecords, type TicketFacts } from '../ticket/ticket.api.js';
import { nextUrgeAt } from './urge-limit.js';
import { UrgePolicies } from './urge-policies.js';
import type { UrgePolicyText } from './urge-policy.dto.js';
import type { AnswerUrgesBody, UrgeBody } from './urge.dto.js';
import { NothingUrged, UrgeAnswerInvalid, UrgedTooOften, UrgeNotAllowed } from './urge.errors.js';
import { UrgeSchema, type UrgeRow } from './urge.schema.js';

const TIMER = 'urge';
const HOUR_MS = 3_600_000;

/** 催办: somebody asks to hurry, and somebody has to answer. */
@Injectable()
export class Urges {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly tickets: TicketHandling,
    private readonly records: TicketRecords,
    private readonly policies: UrgePolicies,
    private readonly recipients: Recipients,
    private readonly timers: TicketTimers,
  ) {
    timers.whenDue(TIMER, ({ name }, tx) => this.#climb(tx, name));
  }

  /** The newest first. */
  async of(ticketId: string): Promise<UrgeRow[]> {
    const find = { where: { ticketId }, order: { id: 'DESC' }, take: 200 } as const;
    return (await this.database.reader()).find(UrgeSchema, find);
  }

  /** The ticket is locked first: of two at once the second one counts the first. @throws UrgeNotAllowed, UrgedTooOften, TicketFinished */
  async urge(ticketId: string, { note, channel }: UrgeBody, by: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const times = await this.tickets.urge(ticketId, note, by);
      const ticket = await this.records.facts(ticketId);
      const policy = await this.policies.choose(ticket);
      if (!policy.channels.includes(channel)) throw new UrgeNotAllowed('It is not urged this way.', { channel });
      if (ticket.assigneeId === by) throw new UrgeNotAllowed('Whoever has it does not urge it.', { ticketId });
      await this.#refuseTooOften(tx, ticketId, policy);
      const now = this.clock.now();
      const urge: UrgeRow = {
        ...{ id: newId(now), ticketId, at: now, urgedBy: by, channel, note, state: 'open', level: 0, told: [] },
        ...{ answerDueAt: null, answer: null, answeredBy: null, answeredAt: null, doneBy: null },
      };
      await tx.insert(UrgeSchema, urge);
      await this.#tell(tx, urge, ticket, policy, Math.min(times, policy.chain.length));
    });
  }

  /** All of the ticket that wait for one. @throws NothingUrged, UrgeAnswerInvalid */
  async answer(ticketId: string, { answer, doneBy: promised }: AnswerUrgesBody, by: string): Promise<void> {
    const doneBy = new Date(promised);
    const now = this.clock.now();
    if (doneBy <= now) throw new UrgeAnswerInvalid('It is to be done later than now.', { doneBy: promised });
    await this.database.transaction(async (tx) => {
      const done = { state: 'answered', answer, answeredBy: by, answeredAt: now, doneBy } as const;
      const urges = await this.#end(tx, ticketId, done);
      if (urges.length === 0) throw new NothingUrged('Nobody waits for an answer.', { ticketId });
      const told = urges.map(({ id: urgeId }) =>
        outgoing(ticketUrgeAnswered, { ticketId, urgeId, by, doneBy: doneBy.toISOString() }),
      );
      await this.outbox.append(tx, ticketId, now, told);
    });
  }

  /** The ticket was solved: nobody waits for an answer any more. */
  async settle(ticketId: string): Promise<void> {
    await this.database.transaction((tx) => this.#end(tx, ticketId, { state: 'closed' }));
  }

  async #end(tx: EntityManager, ticketId: string, change: Partial<UrgeRow>): Promise<UrgeRow[]> {
    const urges = await tx.findBy(UrgeSchema, { ticketId, state: 'open' });
    for (const { id } of urges) {
      await tx.update(UrgeSchema, { id, state: 'open' }, { ...change, answerDueAt: null });
      await this.timers.set(tx, { ticketId, kind: TIMER, name: id }, null);
    }
    return urges;
  }

  async #refuseTooOften(tx: EntityManager, ticketId: string, { mostPerHour }: UrgePolicyText): Promise<void> {
    const now = this.clock.now();
    const lock = this.database.rowLock;
    const where = { ticketId, at: MoreThan(new Date(now.getTime() - HOUR_MS)) };
    const earlier = await tx.find(UrgeSchema, { where, order: { at: 'ASC' }, ...lock });
    const next = nextUrgeAt(
      earlier.map(({ at }) => at),
      mostPerHour,
      now,
    );
    if (next <= now) return;
    const facts = { nextAllowedAt: next.toISOString(), mostPerHour };
    throw new UrgedTooOften(`It may be urged again at ${facts.nextAllowedAt}.`, { facts });
  }

  /** Nobody answered in time: the next ones hear of it. */
  async #climb(tx: EntityManager, id: string): Promise<void> {
    const urge = await tx.findOneBy(UrgeSchema, { id, state: 'open' });
    const ticket = urge && (await this.records.findFacts(urge.ticketId));
    if (!ticket) return;
    const policy = await this.policies.choose(ticket);
    if (urge.level >= policy.chain.length) return;
    const { level, people } = await this.#tell(tx, urge, ticket, policy, urge.level + 1);
    const climbed = { ticketId: ticket.id, urgeId: id, level, people: [...people] };
    await this.outbox.append(tx, ticket.id, this.clock.now(), [outgoing(ticketUrgeClimbed, climbed)]);
  }

  /** From that level on the first where there is somebody. */
  async #tell(tx: EntityManager, urge: UrgeRow, ticket: TicketFacts, policy: UrgePolicyText, from: number) {
    const { chain, template } = policy;
    let level = from;
    let people = await this.recipients.people(ticket, [chain[level - 1]!]);
    while (people.length === 0 && level < chain.length)
      people = await this.recipients.people(ticket, [chain[level++]!]);
    await this.recipients.tell(ticket.id, people, template);
    const answerDueAt = level < chain.length || people.length > 0 ? await this.policies.answerDue(policy) : null;
    const told = [...urge.told, { level, people, at: this.clock.now().toISOString() }];
    await tx.update(UrgeSchema, { id: urge.id }, { level, told, answerDueAt });
    const dueAgain = level < chain.length ? answerDueAt : null;
    await this.timers.set(tx, { ticketId: ticket.id, kind: TIMER, name: urge.id }, dueAgain);
    return { level, people };
  }
}
