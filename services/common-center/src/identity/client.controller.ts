import { Answers } from '#libs/web/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency';
import { Requires } from '#libs/web/permissions';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
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
  ) {}

  @Post()
  @Requires('client:register')
  @NaturallyIdempotent()
  @Answers(dto.ClientSecretView, 201)
  async registerClient(@Body({ schema: dto.RegisterClientBody }) body: dto.RegisterClientBody) {
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
  async renewClientSecret(@Param('id') id: string) {
    return { clientId: id, ...(await this.commands.execute(new RenewClientSecret(id))) };
  }

  @Post(':id/deactivate')
  @Requires('client:deactivate')
  @Answers(null)
  async deactivateClient(@Param('id') id: string) {
    await this.commands.execute(new DeactivateClient(id));
  }
}
