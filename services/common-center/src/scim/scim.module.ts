import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { OrganisationModule } from '../organisation/organisation.module.js';
import { ScimDiscoveryController } from './scim-discovery.controller.js';
import { ScimGroups } from './scim-groups.js';
import { ScimGroupsController } from './scim-groups.controller.js';
import { ScimUsers } from './scim-users.js';
import { ScimUsersController } from './scim-users.controller.js';

/** People and teams as identity providers send them: SCIM 2.0 (RFC 7643, RFC 7644). */
@Module({
  imports: [IdentityModule, OrganisationModule],
  controllers: [ScimUsersController, ScimGroupsController, ScimDiscoveryController],
  providers: [ScimUsers, ScimGroups],
})
export class ScimModule {}
