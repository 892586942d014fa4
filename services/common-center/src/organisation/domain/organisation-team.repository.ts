import { Repository } from '#libs/kernel/repository';
import type { OrganisationTeam } from './organisation-team.aggregate.js';

export abstract class OrganisationTeams extends Repository<OrganisationTeam> {
  /** The team and those above it, the nearest first. @throws OrganisationTeamNotFound */
  abstract lineOf(id: string | null): Promise<OrganisationTeam[]>;
  /**
   * As `update`, with its line above: all of it is locked, so that two teams moved below each other are no circle.
   * @throws OrganisationTeamNotFound, StaleVersion when the line changed meanwhile
   */
  abstract place(id: string, parentId: string | null, now: Date): Promise<void>;
  abstract hasTeamsBelow(id: string): Promise<boolean>;
  abstract byExternalId(externalId: string): Promise<OrganisationTeam | null>;
}
