import { slaClocks } from '#libs/business-time/sla/sla-clocks';
import type { SlaClock } from '#libs/business-time/sla/sla-clock';
import { Clock } from '#libs/kernel/clock';
import { Outbox } from '#libs/messaging/outbox';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TicketTimers } from '../../ticket-timer/ticket-timer.api.js';
import { TicketRecords } from '../../ticket/ticket.api.js';
import { FACT_TYPES, factOf, type SlaFact } from '../terms/sla-fact.js';
import { SlaBook } from '../terms/sla-book.js';
import { alarmsOf } from './alarms-of.js';
import { clockRow, keepClocks } from './clock-rows.js';
import { SlaTicketSchema, type Basis, type SlaClockRow, type SlaTicketRow } from './sla-ticket.schema.js';

const TIMER = 'sla';

/** Follows tickets with clocks. Safe to repeat: what is known is not learnt again, what was told is not told again. */
@Injectable()
export class TicketSlas {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly records: TicketRecords,
    private readonly book: SlaBook,
    private readonly timers: TicketTimers,
  ) {
    timers.whenDue(TIMER, ({ ticketId }, tx) => this.#follow(tx, ticketId));
  }

  /** Learns what happened to the ticket, and tells what comes of it now. */
  follow(ticketId: string): Promise<void> {
    return this.database.transaction((tx) => this.#follow(tx, ticketId));
  }

  /**
   * Applies the policies and calendars of now to all that happened, beside what was promised then, and from now on goes by it.
   * Nobody is told of what it makes of the past. Null: there is nothing to recompute.
   */
  recompute(ticketId: string, recomputation: string): Promise<{ before: SlaClockRow[]; after: SlaClockRow[] } | null> {
    return this.database.transaction(async (tx) => {
      const known = await this.#learnt(tx, ticketId);
      if (!known) return null;
      const all = new Set(known.facts.map(({ id }) => id));
      const applications = await this.book.applied(known.facts, [], all);
      const clocks = slaClocks(await this.book.log(known.facts, applications), this.clock.now());
      const raised = [...known.raised, ...alarmsOf(ticketId, clocks).map(({ key }) => key)];
      const next = { ...known, recomputed: { id: recomputation, applications }, raised: [...new Set(raised)] };
      const before = await this.#clockRows(known, 'promised');
      await this.#settle(tx, next);
      return { before, after: await this.#clockRows(next, 'recomputed') };
    });
  }

  /** What its clocks say now; null: nothing was ever promised of it. */
  async clocks(ticketId: string, basis: Basis): Promise<readonly SlaClock[] | null> {
    const known = await (await this.database.reader()).findOneBy(SlaTicketSchema, { ticketId });
    return known && this.#clocks(known, basis);
  }

  async known(ticketId: string): Promise<SlaTicketRow | null> {
    return (await this.database.reader()).findOneBy(SlaTicketSchema, { ticketId });
  }

  async #follow(tx: EntityManager, ticketId: string): Promise<void> {
    const known = await this.#learnt(tx, ticketId);
    if (known) await this.#settle(tx, known);
  }

  /** What is kept of the ticket, locked, with what happened since. */
  async #learnt(tx: EntityManager, ticketId: string): Promise<SlaTicketRow | null> {
    const lock = this.database.rowLock;
    const kept = await tx.findOne(SlaTicketSchema, { where: { ticketId }, ...lock });
    const seen = new Set(kept?.facts.map(({ id }) => id));
    const rows = await this.records.journal(ticketId, FACT_TYPES, seen);
    const before = kept ?? { ticketId, facts: [], applications: [], recomputed: null, raised: [] };
    if (rows.length === 0) return kept;
    const today = await this.records.attributes(ticketId);
    const facts = [...before.facts, ...rows.map((row) => factOf(row, today))].sort(inOrder);
    if (facts[0]!.type !== 'opened') return kept;
    const fresh = new Set(rows.map(({ id }) => id));
    const applications = await this.book.applied(facts, before.applications, fresh);
    const recomputed = before.recomputed && {
      ...before.recomputed,
      applications: await this.book.applied(facts, before.recomputed.applications, fresh),
    };
    const learnt = { ...before, facts, applications, recomputed };
    if (!kept) await tx.insert(SlaTicketSchema, learnt);
    return learnt;
  }

  /** Keeps what is known, tells what is new in it, and says when to look again. */
  async #settle(tx: EntityManager, known: SlaTicketRow): Promise<void> {
    const { ticketId } = known;
    const now = this.clock.now();
    const clocks = await this.#clocks(known, inForce(known));
    const told = new Set(known.raised);
    const alarms = alarmsOf(ticketId, clocks).filter(({ key }) => !told.has(key));
    const raised = [...known.raised, ...alarms.map(({ key }) => key)];
    await tx.update(SlaTicketSchema, { ticketId }, { ...known, raised });
    const promised = await this.#clockRows(known, 'promised');
    const recomputed = known.recomputed ? await this.#clockRows(known, 'recomputed') : [];
    await keepClocks(tx, ticketId, [...promised, ...recomputed]);
    await this.outbox.append(
      tx,
      ticketId,
      now,
      alarms.map(({ event }) => event),
    );
    await this.timers.set(tx, { ticketId, kind: TIMER, name: '' }, nextLook(clocks));
  }

  async #clockRows(known: SlaTicketRow, basis: Basis): Promise<SlaClockRow[]> {
    const clocks = await this.#clocks(known, basis);
    return clocks.map((clock) => clockRow(known.ticketId, basis, clock, applicationsOf(known, basis)));
  }

  async #clocks(known: SlaTicketRow, basis: Basis): Promise<SlaClock[]> {
    return slaClocks(await this.book.log(known.facts, applicationsOf(known, basis)), this.clock.now());
  }
}

export function inForce({ recomputed }: SlaTicketRow): Basis {
  return recomputed ? 'recomputed' : 'promised';
}

export function applicationsOf({ applications, recomputed }: SlaTicketRow, basis: Basis) {
  return basis === 'recomputed' && recomputed ? recomputed.applications : applications;
}

/** A due time that falls on an instant is not yet missed in it. */
function nextLook(clocks: readonly SlaClock[]): Date | null {
  const next = Math.min(...clocks.map(({ nextAlarmAt }) => nextAlarmAt?.getTime() ?? Number.POSITIVE_INFINITY));
  return Number.isFinite(next) ? new Date(next + 1) : null;
}

function inOrder(a: SlaFact, b: SlaFact): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
