import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { TicketTimers } from '../../ticket-timer/ticket-timer.api.js';
import { PoolAgents } from '../agent/pool-agents.js';
import { mayGrab, type Pool } from '../definition/pool-choice.js';
import { Pools } from '../definition/pools.js';
import { PUSH_TIMER } from '../entry/pool-entries.js';
import { PoolEntrySchema, PoolReturnSchema } from '../entry/pool-entry.schema.js';
import { Grabs } from './grabs.js';
import { Hands } from './hands.js';

/** When nobody at work has room, it is tried again after so long. */
const AGAIN_AFTER_MS = 30_000;

/** Gives somebody what nobody grabbed in time: of those at work who may grab it, whoever has the most room. */
@Injectable()
export class Pushes {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly pools: Pools,
    private readonly agents: PoolAgents,
    private readonly hands: Hands,
    private readonly grabs: Grabs,
    private readonly timers: TicketTimers,
  ) {
    timers.whenDue(PUSH_TIMER, ({ ticketId }, tx) => this.#push(tx, ticketId));
  }

  async #push(tx: EntityManager, ticketId: string): Promise<void> {
    const entry = await tx.findOneBy(PoolEntrySchema, { ticketId, holderId: IsNull() });
    const pool = entry && (await this.pools.choice()).byId.get(entry.poolId);
    if (!pool) return;
    for (const agentId of await this.#byRoom(pool, ticketId))
      if (await this.grabs.push(tx, pool, entry, agentId)) return;
    const again = new Date(this.clock.ms() + AGAIN_AFTER_MS);
    await this.timers.set(tx, { ticketId, kind: PUSH_TIMER, name: '' }, again);
  }

  async #byRoom(pool: Pool, ticketId: string): Promise<string[]> {
    const hands = await this.hands.of(pool.id);
    const held = new Map(hands.map((hand) => [hand.agentId, hand.held]));
    const returned = await (await this.database.reader()).findBy(PoolReturnSchema, { ticketId });
    const refused = new Set(returned.map(({ agentId }) => agentId));
    const heldBy = (agentId: string) => held.get(agentId) ?? 0;
    return (await this.agents.atWork())
      .filter((agent) => mayGrab(pool.text, agent) && !refused.has(agent.agentId))
      .map(({ agentId }) => agentId)
      .filter((agentId) => heldBy(agentId) < pool.text.maxHeld)
      .sort((a, b) => heldBy(a) - heldBy(b) || (a < b ? -1 : 1));
  }
}
