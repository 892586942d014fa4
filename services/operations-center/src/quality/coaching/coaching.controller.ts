import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { CoachingTasks } from './coaching-tasks.js';
import * as dto from './coaching.dto.js';

@ApiTags('coaching')
@Controller('api/v1')
export class CoachingController {
  constructor(private readonly tasks: CoachingTasks) {}

  /** For the agent the evaluation is about. */
  @Post('evaluations/:id/coaching-tasks')
  @Requires('coaching:give')
  @Answers(dto.CoachingView, 201)
  async giveCoachingTask(
    @Param('id') id: string,
    @Body({ schema: dto.CoachingBody }) { dueAt, ...body }: z.infer<typeof dto.CoachingBody>,
  ) {
    return dto.coachingView(await this.tasks.give(id, { ...body, dueAt: new Date(dueAt) }, actor()));
  }

  @Get('coaching-tasks')
  @Requires('coaching:read')
  @Answers(dto.CoachingPage)
  async listCoachingTasks(@Query({ schema: dto.CoachingFilter }) filter: dto.CoachingFilter) {
    const { items, next } = await this.tasks.list(filter);
    return { items: items.map(dto.coachingView), next };
  }

  @Post('coaching-tasks/:id/done')
  @Requires('coaching:work')
  @Answers(dto.CoachingView)
  async finishCoachingTask(
    @Param('id') id: string,
    @Body({ schema: dto.DoneBody }) { note }: z.infer<typeof dto.DoneBody>,
  ) {
    return dto.coachingView(await this.tasks.finish(id, note, actor()));
  }
}
