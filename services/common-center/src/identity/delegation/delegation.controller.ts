import { actor, actorMay } from '#libs/web/access/actor';
import { Audited } from '#libs/web/audit/audited';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { EndDelegation } from './commands/end-delegation.js';
import { GiveDelegation } from './commands/give-delegation.js';
import { DelegationQueries } from './delegation-queries.js';
import * as dto from './delegation.dto.js';
import { DelegationNotFound, DelegationNotYours } from './domain/delegation.errors.js';

const OF_OTHERS = 'delegation:manage';

@ApiTags('delegations')
@Controller('api/v1/delegations')
export class DelegationController {
  constructor(
    private readonly commands: CommandBus,
    private readonly delegations: DelegationQueries,
  ) {}

  /** One's own; for somebody else by those who manage them. */
  @Post()
  @Requires('delegation:give')
  @Audited()
  @Answers(dto.DelegationView, 201)
  async giveDelegation(@Body({ schema: dto.DelegationBody }) { beginsAt, endsAt, ...body }: dto.DelegationBody) {
    const { fromId = actor() } = body;
    if (fromId !== actor() && !actorMay(OF_OTHERS)) throw new DelegationNotYours('People hand over what is their own.');
    const times = { beginsAt: new Date(beginsAt), endsAt: new Date(endsAt) };
    const given = await this.commands.execute(new GiveDelegation({ ...body, ...times, fromId, givenBy: actor() }));
    return this.delegations.get(given.delegationId);
  }

  @Get()
  @Requires('delegation:read')
  @Answers(dto.DelegationPage)
  listDelegations(@Query({ schema: dto.ListDelegationsQuery }) query: dto.ListDelegationsQuery) {
    return this.delegations.list(actorMay(OF_OTHERS) ? query : { ...query, accountId: actor() });
  }

  @Get(':id')
  @Requires('delegation:read')
  @Answers(dto.DelegationView)
  async getDelegation(@Param('id') id: string) {
    const delegation = await this.delegations.get(id);
    if (actorMay(OF_OTHERS) || [delegation.fromId, delegation.toId].includes(actor())) return delegation;
    throw new DelegationNotFound('There is no such delegation.', { id });
  }

  @Post(':id/end')
  @Requires('delegation:give')
  @Audited()
  @Answers(dto.DelegationView)
  async endDelegation(@Param('id') id: string) {
    await this.commands.execute(new EndDelegation(id, actor(), actorMay(OF_OTHERS)));
    return this.delegations.get(id);
  }
}
