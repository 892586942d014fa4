import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { DraftView, NoteBody, OwnerBody, ReasonBody } from './article.dto.js';
import { TakeStep, type Step } from './commands/take-step.js';
import { ArticleQueries } from './queries/article-queries.js';

/** From a draft to what people read, and back. */
@ApiTags('knowledge')
@Controller('api/v1/knowledge/drafts/:id')
export class ArticleStepController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: ArticleQueries,
  ) {}

  @Post('submit')
  @Requires('knowledge:write')
  @Answers(DraftView)
  submitKnowledgeArticle(@Param('id') id: string, @Body({ schema: NoteBody }) { note }: z.infer<typeof NoteBody>) {
    return this.#take(id, 'submit', note);
  }

  @Post('recall')
  @Requires('knowledge:write')
  @Answers(DraftView)
  recallKnowledgeArticle(@Param('id') id: string) {
    return this.#take(id, 'recall');
  }

  @Post('discard')
  @Requires('knowledge:write')
  @Answers(DraftView)
  discardKnowledgeDraft(@Param('id') id: string) {
    return this.#take(id, 'discard');
  }

  /** By somebody who has not written in it. */
  @Post('approve')
  @Requires('knowledge:review')
  @Answers(DraftView)
  approveKnowledgeArticle(@Param('id') id: string) {
    return this.#take(id, 'approve');
  }

  @Post('reject')
  @Requires('knowledge:review')
  @Answers(DraftView)
  rejectKnowledgeArticle(
    @Param('id') id: string,
    @Body({ schema: ReasonBody }) { reason }: z.infer<typeof ReasonBody>,
  ) {
    return this.#take(id, 'reject', reason);
  }

  @Post('withdraw')
  @Requires('knowledge:review')
  @Answers(DraftView)
  withdrawKnowledgeArticle(
    @Param('id') id: string,
    @Body({ schema: ReasonBody }) { reason }: z.infer<typeof ReasonBody>,
  ) {
    return this.#take(id, 'withdraw', reason);
  }

  /** It is still right: the next look is due in as many days as it says. */
  @Post('confirm')
  @Requires('knowledge:write')
  @Answers(DraftView)
  confirmKnowledgeArticle(@Param('id') id: string) {
    return this.#take(id, 'confirm');
  }

  @Post('hand-over')
  @Requires('knowledge:write')
  @Answers(DraftView)
  handOverKnowledgeArticle(
    @Param('id') id: string,
    @Body({ schema: OwnerBody }) { ownerId }: z.infer<typeof OwnerBody>,
  ) {
    return this.#take(id, 'hand-over', ownerId);
  }

  async #take(id: string, step: Step, said = '') {
    await this.commands.execute(new TakeStep(id, step, said, actor()));
    return this.queries.draft(id);
  }
}
