import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { CommitsItself } from '#libs/web/idempotency/idempotency';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Dialogues } from './dialogues.js';
import * as dto from './exam-question.dto.js';
import { ExamQuestions } from './exam-questions.js';
import { questionsIn } from './question-import.js';
import { questionView } from './question-view.js';

@ApiTags('exam questions')
@Controller('api/v1/exam-questions')
export class ExamQuestionController {
  constructor(
    private readonly questions: ExamQuestions,
    private readonly dialogues: Dialogues,
  ) {}

  @Get()
  @Requires('exam-question:read')
  @Answers(dto.QuestionPage)
  async listExamQuestions(@Query({ schema: dto.ListQuestionsQuery }) query: dto.ListQuestionsQuery) {
    const { items, next } = await this.questions.list(query);
    return { items: items.map(questionView), next };
  }

  @Post()
  @Requires('exam-question:write')
  @Answers(dto.QuestionView, 201)
  async addExamQuestion(@Body({ schema: dto.QuestionBody }) body: dto.QuestionBody) {
    const [row] = await this.questions.add([body], actor());
    return questionView(row!);
  }

  /** About a chat; what is kept of it is masked. */
  @Post('from-dialogue')
  @Requires('exam-question:write')
  @CommitsItself()
  @Answers(dto.QuestionView, 201)
  async addCaseQuestion(@Body({ schema: dto.CaseBody }) { conversationId, names, asks, ...about }: dto.CaseBody) {
    const dialogue = await this.dialogues.masked(conversationId, names);
    const [row] = await this.questions.add([{ ...about, content: { type: 'case', dialogue, asks } }], actor());
    return questionView(row!);
  }

  /** All of the file, or nothing of it and what is wrong in which line. */
  @Post('import')
  @Requires('exam-question:write')
  @ApiConsumes('text/csv', 'application/json')
  @ApiBody({ schema: { type: 'string' } })
  @HttpCode(200)
  @Answers(dto.ImportAnswer)
  async importExamQuestions(@Req() { body }: FastifyRequest): Promise<dto.ImportAnswer> {
    const isCsv = typeof body === 'string';
    const { questions, errors } = questionsIn(isCsv ? body : JSON.stringify(body ?? null), isCsv ? 'csv' : 'json');
    if (errors.length > 0) return { added: 0, errors: errors.slice(0, 500) };
    return { added: (await this.questions.add(questions, actor())).length, errors };
  }

  @Get(':id')
  @Requires('exam-question:read')
  @Answers(dto.QuestionView)
  async getExamQuestion(@Param('id') id: string) {
    return questionView(await this.questions.get(id));
  }

  @Get(':id/versions')
  @Requires('exam-question:read')
  @Answers(dto.QuestionVersions)
  async listExamQuestionVersions(@Param('id') id: string) {
    return { items: (await this.questions.versions(id)).map(questionView) };
  }

  @Put(':id')
  @Requires('exam-question:write')
  @RequiresIfMatch()
  @Answers(dto.QuestionView)
  async changeExamQuestion(@Param('id') id: string, @Body({ schema: dto.QuestionBody }) body: dto.QuestionBody) {
    return questionView(await this.questions.change(id, body, actor()));
  }

  @Post(':id/retire')
  @Requires('exam-question:write')
  @Answers(dto.QuestionView)
  async retireExamQuestion(@Param('id') id: string) {
    return questionView(await this.questions.retire(id));
  }
}
