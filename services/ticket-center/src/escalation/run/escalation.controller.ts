import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import * as dto from './escalation.dto.js';
import { Escalations } from './escalations.js';
import { FindEscalations } from './find-escalations.js';

@ApiTags('escalation')
@Controller('api/v1')
export class EscalationController {
  constructor(
    private readonly escalations: Escalations,
    private readonly find: FindEscalations,
  ) {}

  /** One that goes up the chain already goes on. */
  @Post('tickets/:id/escalations')
  @Requires('escalation:start')
  @Answers(dto.EscalationView, 201)
  async escalateTicket(@Param('id') id: string, @Body({ schema: dto.EscalateBody }) { chain }: dto.EscalateBody) {
    return this.find.get(await this.escalations.start(id, chain, 'person'));
  }

  /** The newest first. */
  @Get('escalations')
  @Requires('escalation:read')
  @Answers(dto.EscalationPage)
  listEscalations(@Query({ schema: dto.EscalationsQuery }) query: dto.EscalationsQuery) {
    return this.find.list(query);
  }

  @Get('escalations/:id')
  @Requires('escalation:read')
  @Answers(dto.EscalationView)
  getEscalation(@Param('id') id: string) {
    return this.find.get(id);
  }

  /** Somebody looks after it: nobody else is told. */
  @Post('escalations/:id/acknowledge')
  @Requires('escalation:acknowledge')
  @Answers(dto.EscalationView)
  async acknowledgeEscalation(@Param('id') id: string) {
    await this.escalations.acknowledge(id, actor());
    return this.find.get(id);
  }
}
