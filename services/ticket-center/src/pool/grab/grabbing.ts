import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { TicketHandling, TicketRecords, TicketTaken } from '../../ticket/ticket.api.js';
import { PoolAgents } from '../agent/pool-agents.js';
import { mayGrab, type Pool } from '../definition/pool-choice.js';
import { Pools } from '../definition/pools.js';
import { PoolEntrySchema, PoolReturnSchema, type PoolEntryRow } from '../entry/pool-entry.schema.js';
import { Claims } from './claims.js';
import { PoolEmpty, PoolNotForYou, PoolReturnedBefore, PoolWithoutPicking } from './grab.errors.js';
import { Grabs } from './grabs.js';
import { Hands } from './hands.js';
import { Heads } from './heads.js';

/** 抢单: what agents ask for. Each gives the id of the ticket that is theirs now. */
@Injectable()
export class Grabbing {
  constructor(
    private readonly database: Database,
    private readonly pools: Pools,
    private readonly agents: PoolAgents,
    private readonly hands: Hands,
    private readonly heads: Heads,
    private readonly claims: Claims,
    private readonly grabs: Grabs,
    private readonly records: TicketRecords,
    private readonly tickets: TicketHandling,
  ) {}

  /** The next one. @throws PoolNotFound, PoolEmpty, PoolNotForYou, PoolHoldLimitReached, PoolCoolingDown */
  async next(poolId: string, agentId: string): Promise<string> {
    const pool = await this.pools.open(poolId);
    const returned = new Set<string>();
    for (;;) {
      const entry = await this.#first(poolId, returned);
      if (!entry) throw new PoolEmpty('Nothing waits in the pool for you.', { poolId });
      const outcome = await this.claims.attempt(entry.id, async () => {
        await this.#admit(pool, agentId);
        if (!(await this.#putBackBefore(entry, agentId))) return this.grabs.take(pool, entry, agentId);
        returned.add(entry.id);
        return false;
      });
      if (outcome === 'ours') return entry.ticketId;
    }
  }

  /** One that was seen. @throws as `next`, and TicketTaken, PoolWithoutPicking, PoolReturnedBefore */
  async entry(poolId: string, entryId: string, agentId: string): Promise<string> {
    const pool = await this.pools.open(poolId);
    let ticketId = '';
    const take = async () => {
      const entry = await (await this.database.reader()).findOneBy(PoolEntrySchema, { id: entryId, poolId });
      if (!entry) throw taken(entryId);
      ticketId = entry.ticketId;
      if (entry.holderId !== null) return refuseOthers(entry, agentId);
      await this.#admitPicking(pool, entry, agentId);
      return this.grabs.take(pool, entry, agentId);
    };
    await this.#insist(entryId, take);
    return ticketId;
  }

  /** One that is known, in a pool or not. @throws as `entry`, and TicketNotFound */
  async ticket(ticketId: string, agentId: string): Promise<string> {
    await this.#insist(ticketId, async () => {
      const entry = await (await this.database.reader()).findOneBy(PoolEntrySchema, { ticketId });
      if (entry) return (await this.entry(entry.poolId, entry.id, agentId)) === ticketId;
      if ((await this.records.facts(ticketId)).assigneeId !== null) throw taken(ticketId);
      await this.tickets.grab(ticketId, agentId);
      return true;
    });
    return ticketId;
  }

  /** @throws TicketTaken as soon as it is somebody else's */
  async #insist(id: string, take: () => Promise<boolean>): Promise<void> {
    while (!this.claims.isTaken(id)) {
      const outcome = await this.claims.attempt(id, take);
      if (outcome === 'ours') return;
      if (outcome === 'theirs') break;
    }
    throw taken(id);
  }

  async #admitPicking(pool: Pool, entry: PoolEntryRow, agentId: string): Promise<void> {
    if (!pool.text.picking) throw new PoolWithoutPicking('Of this pool you get the next one.', { poolId: pool.id });
    await this.#admit(pool, agentId);
    if (await this.#putBackBefore(entry, agentId))
      throw new PoolReturnedBefore('You put it back before.', { poolId: pool.id });
  }

  async #admit(pool: Pool, agentId: string): Promise<void> {
    if (!mayGrab(pool.text, await this.agents.get(agentId)))
      throw new PoolNotForYou('The pool is for others.', { poolId: pool.id });
    const refusal = this.hands.refusal(pool, await this.hands.get(pool.id, agentId));
    if (refusal) throw refusal;
  }

  async #putBackBefore({ ticketId }: PoolEntryRow, agentId: string): Promise<boolean> {
    return (await this.database.reader()).existsBy(PoolReturnSchema, { ticketId, agentId });
  }

  /** The first that nobody else here is grabbing at this moment; else the first, to hear what becomes of it. */
  async #first(poolId: string, returned: ReadonlySet<string>): Promise<PoolEntryRow | undefined> {
    const head = await this.heads.of(poolId);
    const free = head.filter(({ id }) => !this.claims.isTaken(id) && !returned.has(id));
    return free.find(({ id }) => !this.claims.isWanted(id)) ?? free[0];
  }
}

/** Whoever has it already gets the same answer again. */
function refuseOthers({ id, holderId }: PoolEntryRow, agentId: string): true {
  if (holderId !== agentId) throw taken(id);
  return true;
}

function taken(id: string): TicketTaken {
  return new TicketTaken('Someone else has taken it.', { id });
}
