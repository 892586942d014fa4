import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { PageQuery } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { QuestionnaireAnswers } from './questionnaire.api.js';
import * as dto from './questionnaire.dto.js';
import { QuestionnaireResults } from './questionnaire-results.js';
import type { ResponseRow } from './questionnaire.schema.js';

@ApiTags('questionnaires')
@Controller('api/v1')
export class QuestionnaireResponseController {
  constructor(
    private readonly answers: QuestionnaireAnswers,
    private readonly results: QuestionnaireResults,
  ) {}

  /** About a ticket, a visit or a contact, once. */
  @Post('questionnaires/:name/responses')
  @Requires('questionnaire:answer')
  @Answers(dto.ResponseView, 201)
  async answerQuestionnaire(
    @Param('name') questionnaire: string,
    @Body({ schema: dto.RespondBody }) { subject, ...given }: z.infer<typeof dto.RespondBody>,
  ) {
    const about = { subjectKind: subject.kind, subjectId: subject.id, planId: null };
    return view(await this.answers.record({ questionnaire, ...about, ...given }, actor()));
  }

  @Get('questionnaires/:name/responses')
  @Requires('questionnaire:read-responses')
  @Answers(dto.ResponsePage)
  async listResponses(@Param('name') name: string, @Query({ schema: PageQuery }) page: PageQuery) {
    const { items, next } = await this.results.responses(name, page);
    return { items: items.map(view), next };
  }

  /** What a customer answered, whatever they were asked. */
  @Get('questionnaire-responses')
  @Requires('questionnaire:read-responses')
  @Answers(dto.ResponsePage)
  async listResponsesOfCustomer(@Query({ schema: dto.ResponsesQuery }) { customerId, ...page }: dto.ResponsesQuery) {
    const { items, next } = await this.results.ofCustomer(customerId, page);
    return { items: items.map(view), next };
  }

  @Get('questionnaires/:name/results/:questionId')
  @Requires('questionnaire:read')
  @Answers(dto.ResultsView)
  getResults(
    @Param('name') name: string,
    @Param('questionId') questionId: string,
    @Query({ schema: dto.ResultsQuery }) query: dto.ResultsQuery,
  ) {
    return this.results.of(name, questionId, query);
  }
}

function view(row: ResponseRow) {
  return { ...row, answeredAt: row.answeredAt.toISOString() };
}
