import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, LessThanOrEqual, MoreThan, type EntityManager } from 'typeorm';
import type { Moment } from '../domain/micro-decision.js';
import { LearnerSchema } from '../learner/learner.schema.js';
import { PublishedRosters } from '../../rostering/rostering.api.js';
import { FloorAgentSchema, MicroOfferSchema, ServedSchema, WaitingSchema, type FloorAgentRow } from './micro.schema.js';

/** What waits longer was not told to have ended, and is not counted. */
const BELIEVED_MS = 4 * 3_600_000;

/** Who has nothing to do, and who waits where, as the call centre tells it. */
@Injectable()
export class Floor {
  constructor(
    private readonly database: Database,
    private readonly rosters: PublishedRosters,
    private readonly clock: Clock,
  ) {}

  /** @returns whether it is newer than what was known */
  async agent(agentId: string, seq: number, idleSince: Date | null, decideAt: Date | null): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const known = await tx.findOneBy(FloorAgentSchema, { agentId });
      if (known && known.seq >= seq) return false;
      if (known) await tx.update(FloorAgentSchema, { agentId }, { seq, idleSince, decideAt });
      else await tx.insert(FloorAgentSchema, { agentId, seq, idleSince, decideAt });
      return true;
    });
  }

  async waits(contactId: string, queueId: string, since: Date): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.delete(WaitingSchema, { contactId });
      await tx.insert(WaitingSchema, { contactId, queueId, since });
    });
  }

  async waitsNoMore(contactId: string): Promise<void> {
    await this.database.transaction((tx) => tx.delete(WaitingSchema, { contactId }));
  }

  async decideLater(agentId: string, decideAt: Date | null): Promise<void> {
    await this.database.transaction((tx) => tx.update(FloorAgentSchema, { agentId }, { decideAt }));
  }

  /** About whom it is to be decided now, the longest first. */
  async undecided(atMost: number): Promise<FloorAgentRow[]> {
    const options = { where: { decideAt: LessThanOrEqual(this.clock.now()) }, order: { decideAt: 'ASC' } } as const;
    return (await this.database.reader()).find(FloorAgentSchema, { ...options, take: atMost });
  }

  async momentOf(agentId: string): Promise<Moment> {
    const now = this.clock.now();
    const reader = await this.database.reader();
    const agent = await reader.findOneBy(FloorAgentSchema, { agentId });
    const waiting = await this.#waitingFor(reader, agentId, now);
    const hasOffer = await reader.existsBy(MicroOfferSchema, { liveKey: agentId });
    const planned = await this.rosters.activities([agentId], now, new Date(now.getTime() + 1));
    const activity = planned.find(({ from, to }) => from <= now && to > now)?.activity ?? null;
    return { idleSince: agent?.idleSince ?? null, waiting, hasOffer, activity };
  }

  /** Of these agents those who serve a queue. Of whom it is not known serves every queue. */
  async serving(agentIds: readonly string[], queueId: string): Promise<string[]> {
    const reader = await this.database.reader();
    const serving: string[] = [];
    for (const agentId of agentIds) {
      const queueIds = await queuesOf(reader, agentId);
      if (queueIds === null || queueIds.includes(queueId)) serving.push(agentId);
    }
    return serving;
  }

  async #waitingFor(reader: EntityManager, agentId: string, now: Date): Promise<number> {
    const queueIds = await queuesOf(reader, agentId);
    const since = MoreThan(new Date(now.getTime() - BELIEVED_MS));
    return reader.countBy(WaitingSchema, queueIds === null ? { since } : { queueId: In(queueIds), since });
  }
}

/** Null: not known. */
async function queuesOf(reader: EntityManager, agentId: string): Promise<string[] | null> {
  const profileId = (await reader.findOneBy(LearnerSchema, { agentId }))?.profileId;
  const served = await reader.findOneBy(ServedSchema, profileId ? { profileId } : { isDefault: true });
  return served?.queueIds ?? null;
}
