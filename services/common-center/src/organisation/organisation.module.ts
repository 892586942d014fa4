import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { CircleController } from './circle.controller.js';
import { ChangeTeamHandler, PlaceTeamHandler, RemoveTeamHandler } from './commands/change-team.js';
import { FoundTeamHandler } from './commands/found-team.js';
import { OrganisationTeams } from './domain/organisation-team.repository.js';
import { TypeormOrganisationTeams } from './infra/typeorm-organisation-team.repository.js';
import { OrganisationDirectory } from './organisation-directory.api.js';
import { KnownPeople } from './known-people.js';
import { OrganisationController } from './organisation.controller.js';
import { TeamCircle } from './queries/team-circle.js';
import { TeamQueries } from './queries/team-queries.js';

/** Who works with whom: teams as a tree. */
@Module({
  imports: [IdentityModule],
  controllers: [OrganisationController, CircleController],
  providers: [
    { provide: OrganisationTeams, useClass: TypeormOrganisationTeams },
    FoundTeamHandler,
    ChangeTeamHandler,
    PlaceTeamHandler,
    RemoveTeamHandler,
    KnownPeople,
    TeamQueries,
    TeamCircle,
    OrganisationDirectory,
  ],
  exports: [OrganisationDirectory],
})
export class OrganisationModule {}
