import { Answers } from '#libs/web/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency';
import { PageQuery } from '#libs/web/paging';
import { Requires } from '#libs/web/permissions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus, type ICommand } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { RegisterTenant } from './commands/register-tenant.js';
import { ResumeTenant, SuspendTenant } from './commands/suspend-tenant.js';
import { FromPlatformOnly } from './platform-only.js';
import { GetTenant } from './queries/get-tenant.js';
import { ListTenants } from './queries/list-tenants.js';
import * as dto from './tenant.dto.js';

/** Shorter than the gateway waits. */
const PATIENCE_MS = 3_000;

@ApiTags('tenants')
@Controller('api/v1/tenants')
@FromPlatformOnly()
export class TenantController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** Answers when the tenant is live. When it fails, it goes on by itself, and the request may be repeated. */
  /** Live when its status is `active`; `provisioning` where its databases take longer than some seconds, it goes on by itself. */
  @Post()
  @Requires('tenant:create')
  @NaturallyIdempotent()
  @Answers(dto.TenantView, 201)
  createTenant(@Body({ schema: dto.CreateTenantBody }) body: dto.CreateTenantBody) {
    return this.changed(body.id, new RegisterTenant(body, PATIENCE_MS));
  }

  @Get()
  @Requires('tenant:read')
  @Answers(dto.TenantPage)
  listTenants(@Query({ schema: PageQuery }) query: PageQuery) {
    return this.queries.execute(new ListTenants(query));
  }

  @Get(':id')
  @Requires('tenant:read')
  @Answers(dto.TenantView)
  getTenant(@Param('id') id: string) {
    return this.queries.execute(new GetTenant(id));
  }

  @Post(':id/suspend')
  @Requires('tenant:suspend')
  @NaturallyIdempotent()
  @Answers(dto.TenantView)
  suspendTenant(@Param('id') id: string) {
    return this.changed(id, new SuspendTenant(id));
  }

  @Post(':id/resume')
  @Requires('tenant:suspend')
  @NaturallyIdempotent()
  @Answers(dto.TenantView)
  resumeTenant(@Param('id') id: string) {
    return this.changed(id, new ResumeTenant(id));
  }

  private async changed(id: string, command: ICommand) {
    await this.commands.execute(command);
    return this.queries.execute(new GetTenant(id));
  }
}
