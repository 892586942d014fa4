import { ticketPooled } from '#libs/contracts/ticket-center/pool-events';
import type { Priority } from '#libs/contracts/ticket-center/ticket-events';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Outbox, outgoing } from '#libs/messaging/outbox';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { Promises } from '../../sla/sla.api.js';
import { TicketTimers } from '../../ticket-timer/ticket-timer.api.js';
import { isToDo, TicketRecords, type TicketFacts } from '../../ticket/ticket.api.js';
import type { Pool } from '../definition/pool-choice.js';
import { Pools } from '../definition/pools.js';
import { Hands } from '../grab/hands.js';
import { placeOf, type Place } from './place-in-pool.js';
import { PoolEntrySchema, type PoolEntryRow } from './pool-entry.schema.js';

export const PUSH_TIMER = 'pool';
const AT_ONCE = 200;

/** Which tickets are in which pool. Follows what happens to tickets, and is safe to repeat. */
@Injectable()
export class PoolEntries {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly records: TicketRecords,
    private readonly promises: Promises,
    private readonly pools: Pools,
    private readonly hands: Hands,
    private readonly timers: TicketTimers,
  ) {}

  /** Puts it where it belongs now: in a pool, in another one, in none. */
  follow(ticketId: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const facts = await this.records.findFacts(ticketId);
      const entry = await tx.findOneBy(PoolEntrySchema, { ticketId });
      if (entry?.holderId && has(facts, entry.holderId)) return;
      const pool = facts && has(facts, null) ? (await this.pools.choice()).choose(facts, this.clock.now()) : null;
      if (entry && pool?.id === entry.poolId && entry.holderId === null) return this.#refresh(tx, entry, facts!);
      if (entry) await this.#leave(tx, entry);
      if (pool) await this.#enter(tx, facts!, pool);
    });
  }

  /** All that nobody has. */
  async followUnassigned(): Promise<void> {
    for (let after: string | undefined = ''; after !== undefined;) {
      const ids: string[] = await this.records.idsOfUnassigned(after, AT_ONCE);
      for (const id of ids) await this.follow(id);
      after = ids.at(-1);
    }
  }

  async #enter(tx: EntityManager, facts: TicketFacts, { id: poolId, text }: Pool): Promise<void> {
    const { id: ticketId } = facts;
    const now = this.clock.now();
    const row = { id: newId(now), ticketId, poolId, enteredAt: now, holderId: null };
    const ticketType = facts.ticketType as string;
    await tx.insert(PoolEntrySchema, { ...row, ...(await this.#placeOf(facts)), ticketType });
    const pushAt = text.pushAfterSeconds === null ? null : new Date(now.getTime() + text.pushAfterSeconds * 1_000);
    await this.timers.set(tx, { ticketId, kind: PUSH_TIMER, name: '' }, pushAt);
    await this.outbox.append(tx, ticketId, now, [outgoing(ticketPooled, { ticketId, poolId })]);
  }

  async #refresh(tx: EntityManager, { id }: PoolEntryRow, facts: TicketFacts): Promise<void> {
    await tx.update(PoolEntrySchema, { id, holderId: IsNull() }, await this.#placeOf(facts));
  }

  /** As it was seen: what somebody grabs at this moment stays. */
  async #leave(tx: EntityManager, { id, ticketId, poolId, holderId }: PoolEntryRow): Promise<void> {
    const { affected } = await tx.delete(PoolEntrySchema, { id, holderId: holderId ?? IsNull() });
    if (affected !== 1) return;
    if (holderId !== null) await this.hands.lay(tx, poolId, holderId);
    await this.timers.set(tx, { ticketId, kind: PUSH_TIMER, name: '' }, null);
  }

  async #placeOf({ id, priority, openedAt }: TicketFacts): Promise<Place> {
    return placeOf(priority as Priority, await this.promises.nextDue(id), new Date(openedAt as string));
  }
}

/** Whether somebody has it, or nobody, and there is something to do about it. */
function has(facts: TicketFacts | null, assigneeId: string | null): boolean {
  return facts !== null && facts.assigneeId === assigneeId && isToDo(facts);
}
