import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { PageQuery } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { AnswersFile, Files } from '../../file/file.api.js';
import { AttachmentNotOfArticle } from '../article/domain/article.errors.js';
import { Feedback } from '../feedback/feedback.js';
import { Usage } from '../usage/usage.js';
import { PublishedArticles } from './published.js';
import * as dto from './reader.dto.js';
import { Viewers } from './viewer.js';

/** For those who read: only what is published, valid, and for them. */
@ApiTags('knowledge')
@Controller('api/v1/knowledge/articles/:id')
export class ReaderController {
  constructor(
    private readonly viewers: Viewers,
    private readonly published: PublishedArticles,
    private readonly feedback: Feedback,
    private readonly usage: Usage,
    private readonly files: Files,
  ) {}

  @Get()
  @Requires('knowledge:read')
  @Answers(dto.ArticleView)
  async getKnowledgeArticle(@Param('id') id: string) {
    return dto.articleView(await this.#read(id));
  }

  /** A file of it, for whoever it is for. */
  @Get('attachments/:fileId/content')
  @Requires('knowledge:read')
  @AnswersFile()
  async getKnowledgeAttachment(
    @Param('id') id: string,
    @Param('fileId') fileId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { content } = await this.#read(id);
    if (!content.attachments.includes(fileId))
      throw new AttachmentNotOfArticle('The article has no such file.', { fileId });
    return this.files.send(fileId, reply);
  }

  @Post('uses')
  @Requires('knowledge:read')
  @Answers(null)
  async useKnowledgeArticle(@Param('id') id: string, @Body({ schema: dto.UseBody }) { how, subject }: dto.UseBody) {
    await this.#read(id);
    await this.usage.record(id, how, subject);
  }

  /** A person has one vote on each version, and may change it. */
  @Post('votes')
  @NaturallyIdempotent()
  @Requires('knowledge:read')
  @Answers(null)
  async voteOnKnowledgeArticle(@Param('id') id: string, @Body({ schema: dto.VoteBody }) vote: dto.VoteBody) {
    const { number } = await this.#read(id);
    const isPerson = currentContext()?.identity?.kind !== 'client';
    await this.feedback.vote({ articleId: id, number, ...vote, by: actor(), isPerson });
  }

  /** Its owner gets a task, and is told. */
  @Post('errors')
  @Requires('knowledge:read')
  @Answers(dto.TaskIdView, 201)
  async reportKnowledgeError(
    @Param('id') id: string,
    @Body({ schema: dto.ErrorBody }) { comment }: z.infer<typeof dto.ErrorBody>,
  ) {
    const { ownerId } = await this.#read(id);
    return { taskId: await this.feedback.reportError({ articleId: id, ownerId, comment, by: actor() }) };
  }

  @Get('votes')
  @Requires('knowledge:improve')
  @Answers(dto.FeedbackPage)
  listKnowledgeVotes(@Param('id') id: string, @Query({ schema: PageQuery }) query: PageQuery) {
    return this.feedback.list(id, query);
  }

  async #read(id: string) {
    return this.published.get(id, await this.viewers.audience());
  }
}
