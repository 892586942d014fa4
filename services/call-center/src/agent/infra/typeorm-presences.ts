import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { Injectable } from '@nestjs/common';
import { LessThanOrEqual, Not, type EntityManager } from 'typeorm';
import { AgentNotFound } from '../domain/agent.errors.js';
import type { Due } from '../domain/agent.repository.js';
import { Presences, type Presence, type Renewed } from '../domain/presences.js';
import { PresenceSchema, type PresenceRow } from './presence.schema.js';

@Injectable()
export class TypeormPresences extends Presences {
  constructor(private readonly database: Database) {
    super();
  }

  override async renew(agentId: string, presence: Presence | null, until: Date): Promise<Renewed> {
    return this.database.transaction(async (tx) => {
      const row = await this.#locked(tx, agentId);
      if (!row) throw new AgentNotFound('This agent never logged in.', { agentId });
      const wasGone = row.presence === 'offline';
      const leaseUntil = row.leaseUntil > until ? row.leaseUntil : until;
      const shown = presence ?? (wasGone ? 'online' : row.presence);
      await tx.update(PresenceSchema, { agentId }, { presence: shown, leaseUntil });
      return { until: leaseUntil, wasGone };
    });
  }

  override async begin(agentId: string, leaseUntil: Date): Promise<void> {
    const lease = { presence: 'online', leaseUntil } as const;
    await this.database.transaction(async (tx) => {
      const { affected } = await tx.update(PresenceSchema, { agentId }, lease);
      if (affected === 1) return;
      try {
        await tx.insert(PresenceSchema, { agentId, ...lease });
      } catch (error) {
        // On another screen at the same time.
        if (!isDuplicateKey(error)) throw error;
      }
    });
  }

  override async runOut(now: Date, most: number): Promise<Due[]> {
    const rows = await (
      await this.database.reader()
    ).find(PresenceSchema, {
      where: { presence: Not('offline'), leaseUntil: LessThanOrEqual(now) },
      order: { leaseUntil: 'ASC' },
      take: most,
    });
    return rows.map(({ agentId, leaseUntil }) => ({ agentId, at: leaseUntil }));
  }

  /** Decided by the row: who renews at the same time comes before or after, and is heard either way. */
  override async end(agentId: string, now: Date): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const where = { agentId, presence: Not('offline' as const), leaseUntil: LessThanOrEqual(now) };
      const { affected } = await tx.update(PresenceSchema, where, { presence: 'offline' });
      return affected === 1;
    });
  }

  #locked(tx: EntityManager, agentId: string): Promise<PresenceRow | null> {
    const lock = this.database.rowLock;
    return tx.findOne(PresenceSchema, { where: { agentId }, ...lock });
  }
}
