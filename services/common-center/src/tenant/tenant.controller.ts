import { Answers } from '#libs/web/http/answers';
import { addressOf, AuditSayings } from '#libs/web/audit/audit-sayings';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { PageQuery } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Put, Query, Req } from '@nestjs/common';
import { CommandBus, QueryBus, type ICommand } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
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
    private readonly sayings: AuditSayings,
  ) {}

  /** Live when its status is `active`; `provisioning` where its databases take longer than some seconds, it goes on by itself. */
  @Post()
  @Requires('tenant:create')
  @NaturallyIdempotent()
  @Answers(dto.TenantView, 201)
  async createTenant(
    @Body({ schema: dto.CreateTenantBody }) body: dto.CreateTenantBody,
    @Req() request: FastifyRequest,
  ) {
    const { id, name, domains, terms } = body;
    await this.#wanted('tenant:create', id, { name, domains, terms }, request);
    return this.changed(id, new RegisterTenant(body, PATIENCE_MS));
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
  async suspendTenant(@Param('id') id: string, @Req() request: FastifyRequest) {
    await this.#wanted('tenant:suspend', id, { status: 'suspended' }, request);
    return this.changed(id, new SuspendTenant(id));
  }

  @Post(':id/resume')
  @Requires('tenant:suspend')
  @NaturallyIdempotent()
  @Answers(dto.TenantView)
  async resumeTenant(@Param('id') id: string, @Req() request: FastifyRequest) {
    await this.#wanted('tenant:suspend', id, { status: 'active' }, request);
    return this.changed(id, new ResumeTenant(id));
  }

  /** Several host names may lead to a tenant, and each to one only; the gateway knows of it at once. */
  @Put(':id/domains')
  @Requires('tenant:update')
  @Answers(dto.TenantView)
  async setTenantDomains(
    @Param('id') id: string,
    @Body({ schema: dto.DomainsBody }) { domains }: { domains: string[] },
    @Req() request: FastifyRequest,
  ) {
    await this.#wanted('tenant:update', id, { domains }, request);
    return this.changed(id, new SetTenantDomains(id, domains));
  }

  /** Its plan, and what it has besides: feature packs and quotas. */
  @Put(':id/terms')
  @Requires('tenant:plan')
  @Answers(dto.TenantView)
  async setTenantTerms(
    @Param('id') id: string,
    @Body({ schema: TermsBody }) terms: TermsBody,
    @Req() request: FastifyRequest,
  ) {
    await this.#wanted('tenant:plan', id, terms, request);
    return this.changed(id, new AgreeOnTerms(id, terms));
  }

  /** Gives the token that confirms the erasure; by itself it changes nothing. */
  @Post(':id/erasure')
  @Requires('tenant:erase')
  @NaturallyIdempotent()
  @Answers(dto.ErasureToken, 201)
  async askTenantErasure(@Param('id') id: string, @Req() request: FastifyRequest) {
    await this.#wanted('tenant:erase', id, { erasure: 'asked' }, request);
    return { token: await this.commands.execute(new AskErasure(id)) };
  }

  /** Refused everywhere from now on, and erased with all it has when the days of grace are over. */
  @Post(':id/erasure/confirm')
  @Requires('tenant:erase')
  @NaturallyIdempotent()
  @Answers(dto.TenantView)
  async confirmTenantErasure(
    @Param('id') id: string,
    @Body({ schema: dto.ConfirmErasureBody }) { token, graceDays }: dto.ConfirmErasureBody,
    @Req() request: FastifyRequest,
  ) {
    await this.#wanted('tenant:erase', id, { erasure: 'confirmed', graceDays }, request);
    return this.changed(id, new ConfirmErasure(id, token, graceDays));
  }

  /** Within the days of grace; the tenant is suspended then. */
  @Post(':id/erasure/cancel')
  @Requires('tenant:erase')
  @NaturallyIdempotent()
  @Answers(dto.TenantView)
  async cancelTenantErasure(@Param('id') id: string, @Req() request: FastifyRequest) {
    await this.#wanted('tenant:erase', id, { erasure: 'cancelled' }, request);
    return this.changed(id, new CancelErasure(id));
  }

  /** Said before it is done: that reaches other services, and no transaction waits for them. */
  async #wanted(action: string, resourceId: string, after: object, request: FastifyRequest): Promise<void> {
    const [state] = await Promise.allSettled([this.getTenant(resourceId)]);
    const before = state.status === 'fulfilled' ? dto.TenantView.parse(state.value) : null;
    await this.sayings.say({ action, resourceId, before, after, reason: null, address: addressOf(request) });
  }

  private async changed(id: string, command: ICommand) {
    await this.commands.execute(command);
    return this.queries.execute(new GetTenant(id));
  }
}
