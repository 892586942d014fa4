import { Answers } from '#libs/web/answers';
import { Audited } from '#libs/web/audited';
import { Requires } from '#libs/web/permissions';
import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { RoleService } from './role.service.js';

/** `*`, `ticket:*` or `ticket:transfer`; what the services may do to each other is nobody's to give. */
const Pattern = z
  .string()
  .max(64)
  .regex(/^(\*|(?!service:)[a-z][a-z-]*:(\*|[a-z][a-z-]*))$/, 'expected a pattern such as ticket:* or ticket:transfer');

const RoleBody = z.object({ permissions: z.array(Pattern).max(200) });
const RoleName = z.string().regex(/^[a-z][a-z0-9-]{1,63}$/, 'expected 2 to 64 lower-case letters, digits and dashes');
const RoleView = z.object({ name: z.string(), permissions: z.array(z.string()) }).meta({ id: 'Role' });

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
