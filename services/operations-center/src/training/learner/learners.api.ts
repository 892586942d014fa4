import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { LearnerSchema } from './learner.schema.js';

/** Who learns, and in which team they are. */
@Injectable()
export class Learners {
  constructor(private readonly database: Database) {}

  /** By agent; who has no team, or is not known, is left out. */
  async teamsOf(agentIds: readonly string[]): Promise<Map<string, string>> {
    const where = { agentId: In([...new Set(agentIds)]) };
    const rows = await (await this.database.reader()).find(LearnerSchema, { where });
    return new Map(rows.flatMap(({ agentId, teamId }) => (teamId === null ? [] : [[agentId, teamId] as const])));
  }

  /** Agents of a team. */
  async of(teamId: string): Promise<string[]> {
    const rows = await (await this.database.reader()).find(LearnerSchema, { where: { teamId } });
    return rows.map(({ agentId }) => agentId);
  }
}
