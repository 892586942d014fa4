import { ticketGrabbed } from '#libs/contracts/ticket-center/pool-events';
import { Clock } from '#libs/kernel/clock';
import { Outbox, outgoing } from '#libs/messaging/outbox';
import { Database } from '#libs/persistence/database';
import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { TicketTimers } from '../../ticket-timer/ticket-timer.api.js';
import { TicketFinished, TicketHandling, TicketTaken } from '../../ticket/ticket.api.js';
import type { Pool } from '../definition/pool-choice.js';
import { PoolEntries, PUSH_TIMER } from '../entry/pool-entries.js';
import { PoolEntrySchema, type PoolEntryRow } from '../entry/pool-entry.schema.js';
import { Claims } from './claims.js';
import { Hands } from './hands.js';

/** Gives what waits in a pool to one agent, and to no other. */
@Injectable()
export class Grabs {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly tickets: TicketHandling,
    private readonly entries: PoolEntries,
    private readonly hands: Hands,
    private readonly claims: Claims,
    private readonly timers: TicketTimers,
  ) {}

  /** False: somebody else was quicker. @throws PoolHoldLimitReached, PoolCoolingDown */
  async take(pool: Pool, entry: PoolEntryRow, agentId: string): Promise<boolean> {
    try {
      return await this.database.transaction((tx) => this.#claim(tx, pool, entry, agentId));
    } catch (error) {
      return this.#notInPool(entry, error);
    }
  }

  /** Nobody grabbed it: to whoever is given, in the caller's transaction. False: they have enough. */
  async push(tx: EntityManager, pool: Pool, entry: PoolEntryRow, agentId: string): Promise<boolean> {
    if ((await this.hands.draw(tx, pool, agentId, false)) !== null) return false;
    if (await this.#hold(tx, entry, agentId)) await this.#give(tx, pool, entry, agentId, 'pushed');
    else await this.hands.lay(tx, pool.id, agentId);
    return true;
  }

  /** One statement decides: who comes second changes nothing. */
  async #claim(tx: EntityManager, pool: Pool, entry: PoolEntryRow, agentId: string): Promise<boolean> {
    if (!(await this.#hold(tx, entry, agentId))) {
      this.claims.taken(entry.id);
      return false;
    }
    const refusal = await this.hands.draw(tx, pool, agentId, true);
    if (refusal) throw refusal;
    await this.#give(tx, pool, entry, agentId, 'grabbed');
    return true;
  }

  async #hold(tx: EntityManager, { id }: PoolEntryRow, holderId: string): Promise<boolean> {
    const { affected } = await tx.update(PoolEntrySchema, { id, holderId: IsNull() }, { holderId });
    return affected === 1;
  }

  async #give(
    tx: EntityManager,
    { id: poolId }: Pool,
    { id, ticketId, enteredAt }: PoolEntryRow,
    agentId: string,
    as: 'grabbed' | 'pushed',
  ): Promise<void> {
    const now = this.clock.now();
    await this.tickets.grab(ticketId, agentId, as === 'grabbed' ? agentId : `pool/${poolId}`);
    await this.timers.set(tx, { ticketId, kind: PUSH_TIMER, name: '' }, null);
    const waitedMs = Math.max(0, now.getTime() - enteredAt.getTime());
    await this.outbox.append(tx, ticketId, now, [outgoing(ticketGrabbed, { ticketId, poolId, agentId, as, waitedMs })]);
    currentContext()?.unitOfWork?.afterCommit(() => this.claims.taken(id));
  }

  /** Somebody was given it by hand, or it has ended, a moment ago: it waits no more. */
  async #notInPool({ id, ticketId }: PoolEntryRow, error: unknown): Promise<false> {
    const isGone = error instanceof TicketTaken || error instanceof TicketFinished;
    if (!isGone || currentContext()?.unitOfWork) throw error;
    this.claims.taken(id);
    await this.entries.follow(ticketId);
    return false;
  }
}
