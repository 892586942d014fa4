import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { PoolAgents } from '../agent/pool-agents.js';
import { mayGrab } from '../definition/pool-choice.js';
import { Pools } from '../definition/pools.js';
import { PoolNotForYou } from '../grab/grab.errors.js';
import { Hands } from '../grab/hands.js';
import { IN_ORDER, priorityOf } from './place-in-pool.js';
import { PoolEntrySchema } from './pool-entry.schema.js';

/** What agents may know of what waits: what it is about stays hidden until they have it. */
@Injectable()
export class BlindEntries {
  constructor(
    private readonly database: Database,
    private readonly pools: Pools,
    private readonly agents: PoolAgents,
    private readonly hands: Hands,
    private readonly clock: Clock,
  ) {}

  /** The pools an agent may grab from. */
  async openTo(agentId: string) {
    const pools = (await this.pools.choice()).openTo(await this.agents.get(agentId));
    return Promise.all(pools.map(({ id, name, text }) => this.#standing(id, name, text.maxHeld, agentId)));
  }

  /** The first ones; without ids where nobody may choose. @throws PoolNotFound, PoolNotForYou */
  async head(poolId: string, agentId: string, most: number) {
    const { text } = await this.pools.open(poolId);
    if (!mayGrab(text, await this.agents.get(agentId))) throw new PoolNotForYou('The pool is for others.', { poolId });
    const find = { where: { poolId, holderId: IsNull() }, order: IN_ORDER, take: most };
    const entries = await (await this.database.reader()).find(PoolEntrySchema, find);
    const shows = new Set(text.shows);
    return entries.map((entry) => ({
      entryId: text.picking ? entry.id : null,
      priority: shows.has('priority') ? priorityOf(entry) : null,
      waitingSeconds: shows.has('waiting') ? this.#secondsSince(entry.enteredAt) : null,
      ticketType: shows.has('ticketType') ? entry.ticketType : null,
    }));
  }

  async #standing(poolId: string, name: string, maxHeld: number, agentId: string) {
    const reader = await this.database.reader();
    const where = { poolId, holderId: IsNull() };
    const waiting = await reader.countBy(PoolEntrySchema, where);
    const { held, nextGrabAt } = await this.hands.get(poolId, agentId);
    return { poolId, name, waiting, held, maxHeld, nextGrabAt: nextGrabAt?.toISOString() ?? null };
  }

  #secondsSince(time: Date): number {
    return Math.floor((this.clock.ms() - time.getTime()) / 1_000);
  }
}
