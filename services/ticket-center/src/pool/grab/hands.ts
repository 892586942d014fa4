import { Clock } from '#libs/kernel/clock';
import type { DomainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { Injectable } from '@nestjs/common';
import { LessThan, LessThanOrEqual, MoreThan, type EntityManager } from 'typeorm';
import type { Pool } from '../definition/pool-choice.js';
import { PoolCoolingDown, PoolHoldLimitReached } from './grab.errors.js';
import { HandSchema, type HandRow } from './hand.schema.js';

type Standing = Pick<HandRow, 'held'> & { readonly nextGrabAt: Date | null };

/** How many tickets of a pool each agent has, and when they may grab the next one. */
@Injectable()
export class Hands {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async get(poolId: string, agentId: string): Promise<Standing> {
    const known = await (await this.database.reader()).findOneBy(HandSchema, { poolId, agentId });
    return known ?? { held: 0, nextGrabAt: null };
  }

  /** Of a pool. */
  async of(poolId: string): Promise<HandRow[]> {
    return (await this.database.reader()).find(HandSchema, { where: { poolId }, order: { agentId: 'ASC' } });
  }

  /** Why the agent may grab no more now; null: they may. */
  refusal({ text }: Pool, { held, nextGrabAt }: Standing): DomainError | null {
    const { maxHeld } = text;
    if (held >= maxHeld)
      return new PoolHoldLimitReached(`You have ${held} of it already.`, { facts: { held, maxHeld } });
    if (nextGrabAt === null || nextGrabAt <= this.clock.now()) return null;
    const facts = { nextGrabAt: nextGrabAt.toISOString() };
    return new PoolCoolingDown(`You may grab the next one at ${facts.nextGrabAt}.`, { facts });
  }

  /**
   * One more, in the caller's transaction. Whoever comes twice at once is counted twice: the row is changed only where it allows it.
   * @param asked false: it is given to them, whenever they had the last one
   */
  async draw(tx: EntityManager, pool: Pool, agentId: string, asked: boolean): Promise<DomainError | null> {
    const now = this.clock.now();
    const key = { poolId: pool.id, agentId };
    const { maxHeld, cooldownSeconds } = pool.text;
    const nextGrabAt = new Date(now.getTime() + cooldownSeconds * 1_000);
    const allowed = { ...key, held: LessThan(maxHeld), ...(asked && { nextGrabAt: LessThanOrEqual(now) }) };
    const grow = async () => {
      const changed = await tx
        .createQueryBuilder()
        .update(HandSchema)
        .set({ held: () => 'held + 1', ...(asked && { nextGrabAt }) })
        .where(allowed)
        .execute();
      return changed.affected === 1;
    };
    if (await grow()) return null;
    // What is read may be older than what the statement saw.
    const full = this.refusal(pool, { held: maxHeld, nextGrabAt: null });
    const known = await tx.findOneBy(HandSchema, key);
    if (known) return this.refusal(pool, known) ?? full;
    try {
      await tx.insert(HandSchema, { ...key, held: 1, returned: 0, nextGrabAt: asked ? nextGrabAt : now });
      return null;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    return (await grow()) ? null : full;
  }

  /** One less. */
  async lay(tx: EntityManager, poolId: string, agentId: string): Promise<void> {
    await tx.decrement(HandSchema, { poolId, agentId, held: MoreThan(0) }, 'held', 1);
  }

  /** It has come back: that costs time. */
  async penalise(tx: EntityManager, { id: poolId, text }: Pool, agentId: string): Promise<void> {
    const nextGrabAt = new Date(this.clock.ms() + text.returnCooldownSeconds * 1_000);
    await tx.increment(HandSchema, { poolId, agentId }, 'returned', 1);
    await tx.update(HandSchema, { poolId, agentId, nextGrabAt: LessThan(nextGrabAt) }, { nextGrabAt });
  }
}
