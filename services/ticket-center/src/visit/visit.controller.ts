import { actor } from '#libs/web/actor';
import { Answers } from '#libs/web/answers';
import { Requires } from '#libs/web/permissions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus, type ICommand } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { AcceptVisit, TransferVisit } from './commands/accept-visit.js';
import { AppointVisit, CompleteVisit } from './commands/complete-visit.js';
import { GetVisit, ListVisits } from './queries/find-visits.js';
import * as dto from './visit.dto.js';

@ApiTags('visits')
@Controller('api/v1/visits')
export class VisitController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @Requires('visit:read')
  @Answers(dto.VisitPage)
  listVisits(@Query({ schema: dto.ListVisitsQuery }) query: dto.ListVisitsQuery) {
    return this.queries.execute(new ListVisits(query));
  }

  @Get(':id')
  @Requires('visit:read')
  @Answers(dto.VisitView)
  getVisit(@Param('id') id: string) {
    return this.queries.execute(new GetVisit(id));
  }

  @Post(':id/accept')
  @Requires('visit:work')
  @Answers(dto.VisitView)
  acceptVisit(@Param('id') id: string) {
    return this.changed(id, new AcceptVisit(id, actor()));
  }

  @Post(':id/transfer')
  @Requires('visit:work')
  @Answers(dto.VisitView)
  transferVisit(
    @Param('id') id: string,
    @Body({ schema: dto.TransferVisitBody }) body: z.infer<typeof dto.TransferVisitBody>,
  ) {
    return this.changed(id, new TransferVisit(id, body.toId, actor()));
  }

  @Post(':id/appoint')
  @Requires('visit:work')
  @Answers(dto.VisitView)
  appointVisit(@Param('id') id: string, @Body({ schema: dto.AppointBody }) body: z.infer<typeof dto.AppointBody>) {
    return this.changed(id, new AppointVisit(id, new Date(body.appointedFor), actor()));
  }

  @Post(':id/complete')
  @Requires('visit:work')
  @Answers(dto.VisitView)
  completeVisit(
    @Param('id') id: string,
    @Body({ schema: dto.CompleteVisitBody }) body: z.infer<typeof dto.CompleteVisitBody>,
  ) {
    return this.changed(id, new CompleteVisit(id, body, actor()));
  }

  private async changed(id: string, command: ICommand) {
    await this.commands.execute(command);
    return this.queries.execute(new GetVisit(id));
  }
}
