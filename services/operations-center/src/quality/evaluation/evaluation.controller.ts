import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Circles } from '#libs/web/access/circles';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { AppealDesk } from './desk/appeal-desk.js';
import { Commissions } from './desk/commissions.js';
import { EvaluationReader } from './reading/evaluation-reader.js';
import { evaluationView, summaryOf } from './reading/evaluation-view.js';
import * as dto from './evaluation.dto.js';
import { JudgingDesk } from './desk/judging-desk.js';

type PersonBody = z.infer<typeof dto.PersonBody>;

@ApiTags('evaluations')
@Controller('api/v1/evaluations')
export class EvaluationController {
  constructor(
    private readonly reader: EvaluationReader,
    private readonly commissions: Commissions,
    private readonly judging: JudgingDesk,
    private readonly appeals: AppealDesk,
    private readonly circles: Circles,
  ) {}

  /** Agents see their own once released, inspectors theirs, who oversees people what is about them. */
  @Get()
  @Requires('evaluation:read')
  @Answers(dto.EvaluationPage)
  async listEvaluations(@Query({ schema: dto.EvaluationFilter }) filter: dto.EvaluationFilter) {
    const { items, next } = await this.reader.list(filter);
    return { items: items.map(summaryOf), next };
  }

  @Post()
  @Requires('evaluation:assign')
  @Answers(dto.Assigned, 201)
  async assignEvaluation(@Body({ schema: dto.AssignBody }) { finishedAt, dueAt, ...body }: dto.AssignBody) {
    const at = (time: string | undefined) => (time === undefined ? undefined : new Date(time));
    const times = { finishedAt: at(finishedAt), dueAt: at(dueAt) };
    const reach = await this.circles.reachedWith('evaluation:assign');
    return { evaluationIds: await this.commissions.request({ ...body, ...times }, reach) };
  }

  @Get(':id')
  @Requires('evaluation:read')
  @Answers(dto.EvaluationView)
  async getEvaluation(@Param('id') id: string) {
    return this.#view(id);
  }

  /** As often as one likes, until it is submitted. */
  @Put(':id/answers')
  @Requires('evaluation:inspect')
  @RequiresIfMatch()
  @Answers(dto.EvaluationView)
  async saveAnswers(@Param('id') id: string, @Body({ schema: dto.AnswersBody }) body: dto.AnswersBody) {
    await this.judging.save(id, body.answers, body.notes, actor());
    return this.#view(id);
  }

  @Post(':id/submit')
  @Requires('evaluation:inspect')
  @Answers(dto.EvaluationView)
  async submitEvaluation(@Param('id') id: string) {
    await this.judging.submit(id, actor());
    return this.#view(id);
  }

  /** Somebody else judges it, from the beginning. */
  @Post(':id/assign')
  @Requires('evaluation:assign')
  @Answers(dto.EvaluationView)
  async reassignEvaluation(@Param('id') id: string, @Body({ schema: dto.PersonBody }) { personId }: PersonBody) {
    await this.reader.get(id);
    await this.judging.reassign(id, personId);
    return this.#view(id);
  }

  @Post(':id/acknowledge')
  @Requires('evaluation:answer')
  @Answers(dto.EvaluationView)
  async acknowledgeEvaluation(@Param('id') id: string) {
    await this.appeals.acknowledge(id, actor());
    return this.#view(id);
  }

  /** In two instances, each within a time. */
  @Post(':id/appeal')
  @Requires('evaluation:answer')
  @Answers(dto.EvaluationView)
  async appealEvaluation(
    @Param('id') id: string,
    @Body({ schema: dto.AppealBody }) { reason, items }: z.infer<typeof dto.AppealBody>,
  ) {
    await this.appeals.appeal(id, reason, items, actor());
    return this.#view(id);
  }

  /** Who reviews it: nobody who had a part in it. */
  @Post(':id/review')
  @Requires('evaluation:assign')
  @Answers(dto.EvaluationView)
  async assignReview(@Param('id') id: string, @Body({ schema: dto.PersonBody }) { personId }: PersonBody) {
    await this.reader.get(id);
    await this.appeals.assignReview(id, personId, actor());
    return this.#view(id);
  }

  @Post(':id/decide')
  @Requires('evaluation:inspect')
  @Answers(dto.EvaluationView)
  async decideAppeal(
    @Param('id') id: string,
    @Body({ schema: dto.DecisionBody }) { remark, answers }: z.infer<typeof dto.DecisionBody>,
  ) {
    await this.appeals.decide(id, remark, answers, actor());
    return this.#view(id);
  }

  /** What it was stays readable. */
  @Post(':id/rescore')
  @Requires('evaluation:oversee')
  @Answers(dto.EvaluationView)
  async rescoreEvaluation(
    @Param('id') id: string,
    @Body({ schema: dto.RescoreBody }) { remark, answers }: z.infer<typeof dto.RescoreBody>,
  ) {
    await this.reader.get(id);
    await this.appeals.rescore(id, remark, answers, actor());
    return this.#view(id);
  }

  @Post(':id/retract')
  @Requires('evaluation:oversee')
  @Answers(dto.EvaluationView)
  async retractEvaluation(@Param('id') id: string) {
    await this.reader.get(id);
    await this.appeals.retract(id, actor());
    return this.#view(id);
  }

  async #view(id: string) {
    const seen = await this.reader.seen(id);
    const { evaluation } = seen;
    const { answers, verdict } = evaluation;
    const soFar = verdict ?? (await this.judging.verdictOn(evaluation, answers));
    return evaluationView(seen, soFar);
  }
}
