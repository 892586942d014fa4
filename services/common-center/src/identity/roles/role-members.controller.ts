import { RoleMembers } from '#libs/contracts/common-center/identity/identity-api';
import { Answers } from '#libs/web/http/answers';
import { Requires, SERVICE_INTERNAL } from '#libs/web/access/permissions';
import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import { GetRoleMembers } from '../queries/get-role-members.js';

@ApiExcludeController()
@Controller('internal/roles')
export class RoleMembersController {
  constructor(private readonly queries: QueryBus) {}

  /** Whom another service means by a role. */
  @Get(':name/members')
  @Requires(SERVICE_INTERNAL)
  @Answers(RoleMembers)
  async getRoleMembers(@Param('name') name: string) {
    return { accounts: await this.queries.execute(new GetRoleMembers(name)) };
  }
}
