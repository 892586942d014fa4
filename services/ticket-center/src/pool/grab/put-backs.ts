import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { TicketHandling } from '../../ticket/ticket.api.js';
import { Pools } from '../definition/pools.js';
import { PoolEntries } from '../entry/pool-entries.js';
import { PoolEntrySchema, PoolReturnSchema } from '../entry/pool-entry.schema.js';
import { NotOutOfPool } from './grab.errors.js';
import { Hands } from './hands.js';

/** What agents give back to the pool. It is counted, they wait for the next one, and never get the same one again. */
@Injectable()
export class PutBacks {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly tickets: TicketHandling,
    private readonly pools: Pools,
    private readonly hands: Hands,
    private readonly entries: PoolEntries,
  ) {}

  /** @throws NotOutOfPool, NotTheAssignee, TicketFinished */
  putBack(ticketId: string, reason: string, agentId: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const entry = await tx.findOneBy(PoolEntrySchema, { ticketId, holderId: agentId });
      if (!entry) throw new NotOutOfPool('You did not get it out of a pool.', { ticketId });
      const { poolId } = entry;
      await this.tickets.putBack(ticketId, reason, agentId);
      if (!(await tx.existsBy(PoolReturnSchema, { ticketId, agentId })))
        await tx.insert(PoolReturnSchema, { ticketId, agentId, poolId, at: this.clock.now() });
      await this.hands.penalise(tx, await this.pools.texts.get(poolId), agentId);
      await this.entries.follow(ticketId);
    });
  }
}
