import { Answers } from '#libs/web/http/answers';
import { addressOf, AuditSayings } from '#libs/web/audit/audit-sayings';
import { Audited } from '#libs/web/audit/audited';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import * as dto from './client.dto.js';
import { DeactivateClient } from './commands/deactivate-client.js';
import { RegisterClient, RenewClientSecret } from './commands/register-client.js';
import { ListClients } from './queries/list-clients.js';

/** Answers with a secret are not kept for repetitions: who lost one renews it. */
@ApiTags('clients')
@Controller('api/v1/clients')
export class ClientController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly sayings: AuditSayings,
  ) {}

  @Post()
  @Requires('client:register')
  @NaturallyIdempotent()
  @Answers(dto.ClientSecretView, 201)
  async registerClient(
    @Body({ schema: dto.RegisterClientBody }) body: dto.RegisterClientBody,
    @Req() request: FastifyRequest,
  ) {
    await this.#wanted('client:register', body.id, { name: body.name, roles: body.roles }, request);
    return { clientId: body.id, ...(await this.commands.execute(new RegisterClient(body))) };
  }

  @Get()
  @Requires('client:read')
  @Answers(dto.ClientList)
  listClients() {
    return this.queries.execute(new ListClients());
  }

  @Post(':id/secret')
  @Requires('client:register')
  @NaturallyIdempotent()
  @Answers(dto.ClientSecretView)
  async renewClientSecret(@Param('id') id: string, @Req() request: FastifyRequest) {
    await this.#wanted('client:register', id, { secret: 'renewed' }, request);
    return { clientId: id, ...(await this.commands.execute(new RenewClientSecret(id))) };
  }

  @Post(':id/deactivate')
  @Requires('client:deactivate')
  @Audited()
  @Answers(null)
  async deactivateClient(@Param('id') id: string) {
    await this.commands.execute(new DeactivateClient(id));
  }

  /** Said before it is done, and by itself: what is answered has the secret in it. */
  async #wanted(action: string, resourceId: string, after: object, request: FastifyRequest): Promise<void> {
    const address = addressOf(request);
    await this.sayings.say({ action, resourceId, before: null, after, reason: null, address });
  }
}
