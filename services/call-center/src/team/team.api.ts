import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { UnknownReference } from '../routing-setup/routing-setup.errors.api.js';
import { TeamSchema, type Tier } from './team.schema.js';

/** What other contexts ask of teams. */
@Injectable()
export class Teams {
  constructor(private readonly database: Database) {}

  /** @throws UnknownReference */
  async refuseUnknown(id: string): Promise<void> {
    if (await (await this.database.reader()).existsBy(TeamSchema, { id })) return;
    throw new UnknownReference('There is no such team.', { teamId: id });
  }

  async ofTier(tier: Tier): Promise<string[]> {
    const teams = await (await this.database.reader()).findBy(TeamSchema, { tier });
    return teams.map(({ id }) => id);
  }
}
