import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { QuestionnaireAnswers } from './questionnaire.api.js';
import * as dto from './questionnaire.dto.js';
import { Questionnaires } from './questionnaires.js';

@ApiTags('questionnaires')
@Controller('api/v1/questionnaires')
export class QuestionnaireController {
  constructor(
    private readonly questionnaires: Questionnaires,
    private readonly answers: QuestionnaireAnswers,
  ) {}

  @Get()
  @Requires('questionnaire:read')
  @Answers(dto.QuestionnaireList)
  async listQuestionnaires() {
    return { items: await this.questionnaires.list() };
  }

  @Get(':name')
  @Requires('questionnaire:read')
  @Answers(dto.QuestionnaireView)
  getQuestionnaire(@Param('name') name: string) {
    return this.questionnaires.get(name);
  }

  /** What the next version will be. */
  @Put(':name')
  @Requires('questionnaire:edit')
  @Answers(dto.QuestionnaireView)
  draftQuestionnaire(
    @Param('name', { schema: dto.QuestionnaireName }) name: string,
    @Body({ schema: dto.QuestionnaireContent }) body: z.infer<typeof dto.QuestionnaireContent>,
  ) {
    return this.questionnaires.keepDraft(name, body);
  }

  /** From now on it is asked like that; what was published before stays as it was. */
  @Post(':name/publish')
  @Requires('questionnaire:publish')
  @Answers(dto.QuestionnaireVersionView, 201)
  async publishQuestionnaire(@Param('name') name: string) {
    const row = await this.questionnaires.publish(name, actor());
    return { ...row, publishedAt: row.publishedAt.toISOString() };
  }

  @Get(':name/versions/:version')
  @Requires('questionnaire:read')
  @Answers(dto.QuestionnaireVersionView)
  async getQuestionnaireVersion(
    @Param('name') name: string,
    @Param('version', { schema: dto.QuestionnaireVersionNumber }) version: number,
  ) {
    const row = await this.questionnaires.published(name, version);
    return { ...row, publishedAt: row.publishedAt.toISOString() };
  }

  /** Keeps nothing: what these answers lead to, and what is wrong with them. */
  @Post(':name/versions/:version/check')
  @Requires('questionnaire:read')
  @Answers(dto.Judgement)
  async checkAnswers(
    @Param('name') name: string,
    @Param('version', { schema: dto.QuestionnaireVersionNumber }) version: number,
    @Body({ schema: dto.CheckBody }) { answers }: z.infer<typeof dto.CheckBody>,
  ) {
    const { content } = await this.questionnaires.published(name, version);
    return this.answers.judge(content, answers);
  }
}
