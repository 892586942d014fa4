import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FindSupervisions } from './find-supervisions.js';
import * as dto from './supervision.dto.js';
import { Supervising } from './supervising.js';

@ApiTags('supervisions')
@Controller('api/v1')
export class SupervisionController {
  constructor(
    private readonly supervising: Supervising,
    private readonly find: FindSupervisions,
  ) {}

  /** Its priority rises, and it stays open until who supervises lets go, unless its type says otherwise. */
  @Post('tickets/:id/supervise')
  @Requires('ticket:supervise')
  @Answers(dto.SupervisionView, 201)
  async superviseTicket(@Param('id') id: string, @Body({ schema: dto.SuperviseBody }) body: dto.SuperviseBody) {
    const deadline = body.deadline === null ? null : new Date(body.deadline);
    return this.find.get(await this.supervising.supervise(id, { ...body, deadline }, actor()));
  }

  /** The newest first. */
  @Get('supervisions')
  @Requires('supervision:read')
  @Answers(dto.SupervisionPage)
  listSupervisions(@Query({ schema: dto.SupervisionsQuery }) query: dto.SupervisionsQuery) {
    return this.find.list(query);
  }

  @Get('supervisions/:id')
  @Requires('supervision:read')
  @Answers(dto.SupervisionView)
  getSupervision(@Param('id') id: string) {
    return this.find.get(id);
  }

  @Post('supervisions/:id/reports')
  @Requires('supervision:report')
  @Answers(dto.SupervisionView)
  async reportToSupervisor(@Param('id') id: string, @Body({ schema: dto.ReportBody }) body: dto.ReportBody) {
    await this.supervising.report(id, body.text, actor());
    return this.find.get(id);
  }

  /** By who supervises, and by nobody else. */
  @Post('supervisions/:id/lift')
  @Requires('ticket:supervise')
  @Answers(dto.SupervisionView)
  async liftSupervision(@Param('id') id: string, @Body({ schema: dto.LiftBody }) body: dto.LiftBody) {
    await this.supervising.lift(id, body.conclusion, actor());
    return this.find.get(id);
  }
}
