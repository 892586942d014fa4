import { DATA_SCOPES } from '#libs/kernel/data-scope';
import { Answers } from '#libs/web/http/answers';
import { Audited } from '#libs/web/audit/audited';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { PERMISSION_PATTERN } from '../domain/role.js';
import { RoleService } from './role.service.js';

const Pattern = z.string().max(64).regex(PERMISSION_PATTERN, 'expected a pattern such as ticket:* or ticket:transfer');

const Scope = z.enum(DATA_SCOPES).describe('whose data: of oneself, the team, the teams below as well, the tenant');
const RoleBody = z.object({ permissions: z.array(Pattern).max(200), dataScope: Scope.default('tenant') });
const RoleName = z.string().regex(/^[a-z][a-z0-9-]{1,63}$/, 'expected 2 to 64 lower-case letters, digits and dashes');
const RoleView = z
  .object({ name: z.string(), permissions: z.array(z.string()), dataScope: Scope })
  .meta({ id: 'Role' });

@ApiTags('roles')
@Controller('api/v1/roles')
export class RoleController {
  constructor(private readonly roles: RoleService) {}

  @Get()
  @Requires('role:read')
  @Answers(z.object({ items: z.array(RoleView) }))
  async listRoles() {
    return { items: await this.roles.list() };
  }

  named(name: string) {
    return this.roles.list().then((roles) => roles.find((role) => role.name === name));
  }

  /** Tokens given before keep what they permit until they expire. */
  @Put(':name')
  @Requires('role:define')
  @Audited<RoleController>({ before: (roles, name) => roles.named(name) })
  @Answers(RoleView)
  defineRole(
    @Param('name', { schema: RoleName }) name: string,
    @Body({ schema: RoleBody }) body: z.infer<typeof RoleBody>,
  ) {
    return this.roles.define({ name, ...body });
  }
}
