import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { PageQuery } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, ParseIntPipe, Post, Put, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import * as dto from './article.dto.js';
import { EditArticle } from './commands/edit-article.js';
import { WriteArticle } from './commands/write-article.js';
import { ArticleQueries } from './queries/article-queries.js';

/** For those who write them. */
@ApiTags('knowledge')
@Controller('api/v1/knowledge/drafts')
export class ArticleController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: ArticleQueries,
  ) {}

  @Get()
  @Requires('knowledge:write')
  @Answers(dto.ArticlePage)
  listKnowledgeDrafts(@Query({ schema: dto.ArticlesQuery }) query: dto.ArticlesQuery) {
    return this.queries.list(query);
  }

  @Get(':id')
  @Requires('knowledge:write')
  @Answers(dto.DraftView)
  getKnowledgeDraft(@Param('id') id: string) {
    return this.queries.draft(id);
  }

  @Post()
  @Requires('knowledge:write')
  @Answers(dto.DraftView, 201)
  async writeKnowledgeArticle(@Body({ schema: dto.WriteBody }) { reviewEveryDays, ...content }: dto.WriteBody) {
    const { articleId } = await this.commands.execute(new WriteArticle(content, reviewEveryDays, actor()));
    return this.queries.draft(articleId);
  }

  /** What is published stays as it is until this is approved. */
  @Put(':id')
  @Requires('knowledge:write')
  @RequiresIfMatch()
  @Answers(dto.DraftView)
  async editKnowledgeArticle(@Param('id') id: string, @Body({ schema: dto.ContentBody }) content: dto.ContentBody) {
    await this.commands.execute(new EditArticle(id, content, actor()));
    return this.queries.draft(id);
  }

  @Get(':id/versions')
  @Requires('knowledge:write')
  @Answers(dto.VersionPage)
  listKnowledgeVersions(@Param('id') id: string, @Query({ schema: PageQuery }) query: PageQuery) {
    return this.queries.versions(id, query);
  }

  @Get(':id/versions/:number')
  @Requires('knowledge:write')
  @Answers(dto.VersionContentView)
  getKnowledgeVersion(@Param('id') id: string, @Param('number', ParseIntPipe) number: number) {
    return this.queries.version(id, number);
  }

  /** Who did what with it, in order. */
  @Get(':id/journal')
  @Requires('knowledge:write')
  @Answers(dto.JournalPage)
  getKnowledgeJournal(@Param('id') id: string, @Query({ schema: PageQuery }) query: PageQuery) {
    return this.queries.journal(id, query);
  }
}
