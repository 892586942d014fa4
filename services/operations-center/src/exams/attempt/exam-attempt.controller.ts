import { Clock } from '#libs/kernel/clock';
import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { CommandBus, QueryBus, type ICommand } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { MakeAppeal } from '../commands/appeal.js';
import { BeginAttempt } from '../commands/begin-attempt.js';
import { NoteSign, ResumeAttempt, SaveAnswer } from '../commands/go-on.js';
import { HandIn } from '../commands/hand-in.js';
import { ExamAttempts } from '../domain/exam-attempt.repository.js';
import { GetAttempt } from '../queries/get-attempt.js';
import { ListAttempts } from '../queries/list-attempts.js';
import * as dto from './exam-attempt.dto.js';

type Begin = z.infer<typeof dto.BeginBody>;

/** What candidates do. */
@ApiTags('exam attempts')
@Controller('api/v1')
export class ExamAttemptController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly attempts: ExamAttempts,
    private readonly clock: Clock,
  ) {}

  @Post('exams/:id/attempts')
  @Requires('exam:take')
  @Answers(dto.AttemptView, 201)
  async beginExamAttempt(@Param('id') id: string, @Body({ schema: dto.BeginBody }) { device }: Begin) {
    const { attemptId } = await this.commands.execute(new BeginAttempt(id, actor(), device));
    return this.queries.execute(new GetAttempt(attemptId, actor()));
  }

  @Get('exam-attempts/mine')
  @Requires('exam:take')
  @Answers(dto.MyAttemptPage)
  listMyExamAttempts(@Query({ schema: dto.MyAttemptsQuery }) query: dto.MyAttemptsQuery) {
    return this.queries.execute(new ListAttempts({ ...query, candidateId: actor() }, null));
  }

  @Get('exam-attempts/:id')
  @Requires('exam:take')
  @Answers(dto.AttemptView)
  getMyExamAttempt(@Param('id') id: string) {
    return this.queries.execute(new GetAttempt(id, actor()));
  }

  /** After a cut: with all that was saved. On another device the former one saves no more. */
  @Post('exam-attempts/:id/resume')
  @Requires('exam:take')
  @Answers(dto.AttemptView)
  resumeExamAttempt(@Param('id') id: string, @Body({ schema: dto.BeginBody }) { device }: Begin) {
    return this.changed(id, new ResumeAttempt(id, { id: actor(), device }));
  }

  /** As often as one types; safe to repeat. */
  @Put('exam-attempts/:id/answers/:questionId')
  @Requires('exam:take')
  @Answers(dto.SavedView)
  async saveExamAnswer(
    @Param('id') id: string,
    @Param('questionId') questionId: string,
    @Body({ schema: dto.AnswerBody }) { device, answer, sequence }: dto.AnswerBody,
  ) {
    const command = new SaveAnswer(id, { questionId, answer, sequence }, { id: actor(), device });
    const { saved } = await this.commands.execute(command);
    return { saved, secondsLeft: (await this.attempts.get(id)).secondsLeft(this.clock.now()) };
  }

  /** What the device noticed; recorded, and nothing more. */
  @Post('exam-attempts/:id/signs')
  @Requires('exam:take')
  @Answers(null)
  async noteExamSign(@Param('id') id: string, @Body({ schema: dto.SignBody }) { what, questionId }: dto.SignBody) {
    await this.commands.execute(new NoteSign(id, what, questionId, actor()));
  }

  @Post('exam-attempts/:id/hand-in')
  @Requires('exam:take')
  @Answers(dto.AttemptView)
  handInExamAttempt(@Param('id') id: string) {
    return this.changed(id, new HandIn(id, actor()));
  }

  @Post('exam-attempts/:id/appeal')
  @Requires('exam:take')
  @Answers(dto.AttemptView)
  appealExamAttempt(
    @Param('id') id: string,
    @Body({ schema: dto.AppealBody }) { reason, questionIds }: dto.AppealBody,
  ) {
    return this.changed(id, new MakeAppeal(id, reason, questionIds, actor()));
  }

  private async changed(id: string, command: ICommand) {
    await this.commands.execute(command);
    return this.queries.execute(new GetAttempt(id, actor()));
  }
}
