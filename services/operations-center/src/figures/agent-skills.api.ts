import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { SetupBook } from './facts/setup-book.js';

/** Levels by the code of the skill, 1 to 5; what is not named they have not. */
export type SkillLevels = Readonly<Record<string, number>>;

/** What call-center has told of what agents can do. */
@Injectable()
export class AgentSkills {
  constructor(
    private readonly database: Database,
    private readonly setup: SetupBook,
  ) {}

  async of(agentIds: readonly string[]): Promise<ReadonlyMap<string, SkillLevels>> {
    const known = await this.setup.of(await this.database.reader(), [], agentIds);
    return new Map(agentIds.map((id) => [id, known.skillsOf(id)]));
  }
}
