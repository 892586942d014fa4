import { Answers } from '#libs/web/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency';
import { PageQuery } from '#libs/web/paging';
import { Requires } from '#libs/web/permissions';
import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { CommandBus, QueryBus, type ICommand } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { AgreeOnTerms, SetTenantDomains } from './commands/change-tenant.js';
import { AskErasure, CancelErasure, ConfirmErasure } from './commands/erase-tenant.js';
import { RegisterTenant } from './commands/register-tenant.js';
import { ResumeTenant, SuspendTenant } from './commands/suspend-tenant.js';
import { FromPlatformOnly } from './platform-only.api.js';
import { TermsBody } from './plan/plan.dto.js';
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

  /** Several host names may lead to a tenant, and each to one only; the gateway knows of it at once. */
  @Put(':id/domains')
  @Requires('tenant:update')
  @Answers(dto.TenantView)
  setTenantDomains(@Param('id') id: string, @Body({ schema: dto.DomainsBody }) { domains }: { domains: string[] }) {
    return this.changed(id, new SetTenantDomains(id, domains));
  }

  /** Its plan, and what it has besides: feature packs and quotas. */
  @Put(':id/terms')
  @Requires('tenant:plan')
  @Answers(dto.TenantView)
  setTenantTerms(@Param('id') id: string, @Body({ schema: TermsBody }) terms: TermsBody) {
    return this.changed(id, new AgreeOnTerms(id, terms));
  }

  /** Gives the token that confirms the erasure; by itself it changes nothing. */
  @Post(':id/erasure')
  @Requires('tenant:erase')
  @NaturallyIdempotent()
  @Answers(dto.ErasureToken, 201)
  async askTenantErasure(@Param('id') id: string) {
    return { token: await this.commands.execute(new AskErasure(id)) };
  }

  /** Refused everywhere from now on, and erased with all it has when the days of grace are over. */
  @Post(':id/erasure/confirm')
  @Requires('tenant:erase')
  @NaturallyIdempotent()
  @Answers(dto.TenantView)
  confirmTenantErasure(
    @Param('id') id: string,
    @Body({ schema: dto.ConfirmErasureBody }) { token, graceDays }: dto.ConfirmErasureBody,
  ) {
    return this.changed(id, new ConfirmErasure(id, token, graceDays));
  }

  /** Within the days of grace; the tenant is suspended then. */
  @Post(':id/erasure/cancel')
  @Requires('tenant:erase')
  @NaturallyIdempotent()
  @Answers(dto.TenantView)
  cancelTenantErasure(@Param('id') id: string) {
    return this.changed(id, new CancelErasure(id));
  }

  private async changed(id: string, command: ICommand) {
    await this.commands.execute(command);
    return this.queries.execute(new GetTenant(id));
  }
}
