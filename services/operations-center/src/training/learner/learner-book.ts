import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ServedSchema } from '../micro/micro.schema.js';
import { LearnerSchema } from './learner.schema.js';

interface Assignment {
  readonly teamId: string | null;
  readonly profileId?: string | null | undefined;
}

/** What the call centre tells of its agents. */
@Injectable()
export class LearnerBook {
  constructor(private readonly database: Database) {}

  /**
   * News of another time than the last changes nothing.
   * @returns the team that the agent has newly come to; null: none
   */
  async assigned(agentId: string, { teamId, profileId = null }: Assignment, toldAt: Date): Promise<string | null> {
    return this.database.transaction(async (tx) => {
      const known = await tx.findOneBy(LearnerSchema, { agentId });
      if (known && known.toldAt >= toldAt) return null;
      await put(tx, known !== null, { agentId, teamId, profileId, toldAt });
      return teamId === (known?.teamId ?? null) ? null : teamId;
    });
  }

  async serves(
    profileId: string,
    served: { isDefault: boolean; queueIds: string[] } | null,
    toldAt: Date,
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      const known = await tx.findOneBy(ServedSchema, { profileId });
      if (known && known.toldAt >= toldAt) return;
      if (known) await tx.delete(ServedSchema, { profileId });
      if (served) await tx.insert(ServedSchema, { profileId, ...served, toldAt });
    });
  }
}

type Learner = { agentId: string; teamId: string | null; profileId: string | null; toldAt: Date };

async function put(tx: EntityManager, isKnown: boolean, { agentId, ...row }: Learner): Promise<void> {
  if (isKnown) await tx.update(LearnerSchema, { agentId }, row);
  else await tx.insert(LearnerSchema, { agentId, ...row });
}
