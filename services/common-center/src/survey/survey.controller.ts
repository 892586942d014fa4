import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { pageOfSchema } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Replies } from './replies.js';
import { RepliesOfCustomer } from './replies-of-customer.js';
import * as dto from './survey.dto.js';
import { Surveys } from './surveys.js';

@ApiTags('surveys')
@Controller('api/v1')
export class SurveyController {
  constructor(
    private readonly surveys: Surveys,
    private readonly replies: Replies,
    private readonly given: RepliesOfCustomer,
  ) {}

  @Get('surveys')
  @Requires('survey:read')
  @Answers(pageOfSchema(dto.SurveyView))
  async listSurveys(@Query({ schema: dto.SurveysQuery }) { state, ...page }: z.infer<typeof dto.SurveysQuery>) {
    const { items, next } = await this.surveys.list(state, page);
    return { items: items.map(dto.surveyView), next };
  }

  @Get('surveys/:id')
  @Requires('survey:read')
  @Answers(dto.SurveyView)
  async getSurvey(@Param('id') id: string) {
    return dto.surveyView(await this.surveys.get(id));
  }

  @Get('surveys/:id/results')
  @Requires('survey:results')
  @Answers(dto.ResultsView)
  async getSurveyResults(@Param('id') id: string) {
    return this.replies.results(await this.surveys.get(id));
  }

  @Post('surveys')
  @Requires('survey:write')
  @Answers(dto.SurveyView, 201)
  async writeSurvey(@Body({ schema: dto.SurveyBody }) body: dto.SurveyBody) {
    return dto.surveyView(await this.surveys.write(dto.surveyText(body)));
  }

  @Put('surveys/:id')
  @Requires('survey:write')
  @RequiresIfMatch()
  @Answers(dto.SurveyView)
  async editSurvey(@Param('id') id: string, @Body({ schema: dto.SurveyBody }) body: dto.SurveyBody) {
    return dto.surveyView(await this.surveys.edit(id, dto.surveyText(body)));
  }

  @Post('surveys/:id/open')
  @Requires('survey:write')
  @Answers(dto.SurveyView)
  async openSurvey(@Param('id') id: string) {
    return dto.surveyView(await this.surveys.open(id));
  }

  @Post('surveys/:id/close')
  @Requires('survey:write')
  @Answers(dto.SurveyView)
  async closeSurvey(@Param('id') id: string) {
    return dto.surveyView(await this.surveys.close(id));
  }

  /** Once for each respondent: who is logged in is one, a machine says whose reply it brings. */
  @Post('surveys/:id/replies')
  @Requires('survey:reply')
  @Answers(null)
  replyToSurvey(
    @Param('id') surveyId: string,
    @Body({ schema: dto.ReplyBody }) { answers, respondent }: z.infer<typeof dto.ReplyBody>,
  ) {
    const isAgent = currentContext()?.identity?.kind === 'person';
    return this.replies.take({ surveyId, isAgent, answers, respondent: isAgent ? actor() : (respondent ?? actor()) });
  }
  /** What a customer replied, where the survey was not anonymous. */
  @Get('survey-replies')
  @Requires('survey:results')
  @Answers(pageOfSchema(dto.ReplyView))
  listSurveyReplies(@Query({ schema: dto.RepliesQuery }) { customerId, ...page }: dto.RepliesQuery) {
    return this.given.of(customerId, page);
  }
}
