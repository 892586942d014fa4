import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Circles } from '#libs/web/access/circles';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { DecideAppeal } from '../commands/appeal.js';
import { MarkAnswer, ReleaseAttempt } from '../commands/mark-answer.js';
import { GetAttemptRecord } from '../queries/get-attempt-record.js';
import { ListAttempts } from '../queries/list-attempts.js';
import { GetAnswerToMark, ListMarkingTasks } from '../queries/marking-tasks.js';
import * as dto from './exam-attempt.dto.js';

/** What those do who mark exams and answer for them. */
@ApiTags('exam marking')
@Controller('api/v1')
export class ExamMarkingController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly circles: Circles,
  ) {}

  /** What is left to mark for the caller, who sees neither whose it is nor what others gave. */
  @Get('exam-marking-tasks')
  @Requires('exam:mark')
  @Answers(dto.MarkingTaskPage)
  listExamMarkingTasks(@Query({ schema: dto.MarkingTasksQuery }) query: dto.MarkingTasksQuery) {
    return this.queries.execute(new ListMarkingTasks(query, actor()));
  }

  @Get('exam-attempts/:id/answers/:questionId')
  @Requires('exam:mark')
  @Answers(dto.ToMarkView)
  getExamAnswerToMark(@Param('id') id: string, @Param('questionId') questionId: string) {
    return this.queries.execute(new GetAnswerToMark(id, questionId, actor()));
  }

  @Put('exam-attempts/:id/marks/:questionId')
  @Requires('exam:mark')
  @Answers(null)
  async markExamAnswer(
    @Param('id') id: string,
    @Param('questionId') questionId: string,
    @Body({ schema: dto.MarkBody }) { points, comment }: dto.MarkBody,
  ) {
    await this.commands.execute(new MarkAnswer(id, questionId, points, comment, actor()));
  }

  @Get('exam-attempts')
  @Requires('exam:review')
  @Answers(dto.AttemptPage)
  async listExamAttempts(@Query({ schema: dto.ListAttemptsQuery }) query: dto.ListAttemptsQuery) {
    return this.queries.execute(new ListAttempts(query, await this.circles.reachedWith('exam:review')));
  }

  @Get('exam-attempts/:id/record')
  @Requires('exam:review')
  @Answers(dto.AttemptRecord)
  getExamAttemptRecord(@Param('id') id: string) {
    return this.queries.execute(new GetAttemptRecord(id));
  }

  /** The candidate sees the result, and whoever waits for it hears of it. */
  @Post('exam-attempts/:id/release')
  @Requires('exam:release')
  @Answers(dto.AttemptRecord)
  async releaseExamAttempt(@Param('id') id: string) {
    await this.commands.execute(new ReleaseAttempt(id, actor()));
    return this.queries.execute(new GetAttemptRecord(id));
  }

  /** By somebody who has not marked it. What was before stays in its history. */
  @Post('exam-attempts/:id/appeal/decision')
  @Requires('exam:decide-appeal')
  @Answers(dto.AttemptRecord)
  async decideExamAppeal(
    @Param('id') id: string,
    @Body({ schema: dto.DecisionBody }) { points, answer }: dto.DecisionBody,
  ) {
    await this.commands.execute(new DecideAppeal(id, points, answer, actor()));
    return this.queries.execute(new GetAttemptRecord(id));
  }
}
