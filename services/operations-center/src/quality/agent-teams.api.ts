import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { QualityTeamSchema } from './subject/subject.schema.js';
import { KnownTeams } from './subject/teams.js';

/** Who is in which team now, for other contexts' reports. */
@Injectable()
export class AgentTeams {
  constructor(private readonly database: Database) {}

  /** Null: in none. */
  async teamOf(): Promise<(agentId: string) => string | null> {
    const teams = new KnownTeams(
      await (await this.database.reader()).find(QualityTeamSchema, { order: { teamId: 'ASC' } }),
    );
    return (agentId) => teams.teamOf(agentId);
  }
}
