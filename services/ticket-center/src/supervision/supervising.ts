import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Recipients } from '../escalation/recipients.api.js';
import { TicketTimers, type FiredTimer } from '../ticket-timer/ticket-timer.api.js';
import { TicketHandling, TicketRecords } from '../ticket/ticket.api.js';
import { Supervision, type Demand } from './domain/supervision.aggregate.js';
import { SupervisionOpen } from './domain/supervision.errors.js';
import { Supervisions } from './domain/supervision.repository.js';

const TIMER = 'supervision';
const OVERDUE = 'supervision-overdue';
/** Of one that a process, or an escalation, asked for. */
const UNSAID: Demand = { why: '', demanded: '', deadline: null, reportEverySeconds: null };

type What = 'report' | 'deadline';

/** Supervises tickets, and says when a report or the whole is late. */
@Injectable()
export class Supervising {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly supervisions: Supervisions,
    private readonly tickets: TicketHandling,
    private readonly records: TicketRecords,
    private readonly recipients: Recipients,
    private readonly timers: TicketTimers,
  ) {
    timers.whenDue(TIMER, (timer, tx) => this.#overdue(tx, timer));
  }

  /** The ticket is locked first: of two at once the second one is refused. @throws SupervisionOpen, SupervisionDeadlinePast, TicketFinished */
  supervise(ticketId: string, demand: Demand, supervisorId: string): Promise<string> {
    return this.database.transaction(async (tx) => {
      await this.tickets.supervise(ticketId, supervisorId);
      const open = await this.supervisions.openOf(ticketId);
      if (open !== null) throw new SupervisionOpen('It is supervised already.', { id: open });
      return this.#open(tx, ticketId, demand, supervisorId);
    });
  }

  /** A ticket is supervised, whoever had it so. Safe to repeat. */
  async follow(ticketId: string, supervisorId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const open = await this.supervisions.openOf(ticketId);
      const ticket = await this.records.findFacts(ticketId);
      if (open !== null) await this.supervisions.update(open, (each) => each.handOver(supervisorId, this.clock.now()));
      else if (ticket?.supervisorId === supervisorId) await this.#open(tx, ticketId, UNSAID, supervisorId);
    });
  }

  async report(id: string, text: string, by: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.supervisions.update(id, (each) => each.report(text, by, this.clock.now()));
      await this.#setTimers(tx, await this.supervisions.get(id));
    });
  }

  /** The ticket may be closed from then on. */
  async lift(id: string, conclusion: string, by: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.supervisions.update(id, (each) => each.lift(conclusion, by, this.clock.now()));
      const supervision = await this.supervisions.get(id);
      await this.#setTimers(tx, supervision);
      await this.tickets.liftSupervision(supervision.ticketId, by);
    });
  }

  async #open(tx: EntityManager, ticketId: string, demand: Demand, supervisorId: string): Promise<string> {
    const now = this.clock.now();
    const supervision = Supervision.open(newId(now), ticketId, demand, supervisorId, now);
    await this.supervisions.add(supervision);
    await this.#setTimers(tx, supervision);
    return supervision.id;
  }

  async #setTimers(tx: EntityManager, { id, ticketId, dues }: Supervision): Promise<void> {
    for (const what of ['report', 'deadline'] as const)
      await this.timers.set(tx, { ticketId, kind: TIMER, name: `${id}/${what}` }, dues[what]);
  }

  /** Who supervises hears of it, and who has the ticket. */
  async #overdue(tx: EntityManager, { ticketId, name }: FiredTimer): Promise<void> {
    const [id, what] = name.split('/') as [string, What];
    await this.supervisions.update(id, (each) => each.miss(what, this.clock.now()));
    await this.#setTimers(tx, await this.supervisions.get(id));
    const ticket = await this.records.findFacts(ticketId);
    const people = ticket && (await this.recipients.people(ticket, [{ type: 'supervisor' }, { type: 'holder' }]));
    await this.recipients.tell(ticketId, people ?? [], OVERDUE);
  }
}
