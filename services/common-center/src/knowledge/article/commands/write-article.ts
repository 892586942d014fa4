import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ArticleReferences } from '../article-references.js';
import type { ArticleContent } from '../domain/article-content.js';
import { Article } from '../domain/article.aggregate.js';
import { Articles } from '../domain/article.repository.js';

export class WriteArticle extends Command<{ articleId: string }> {
  constructor(
    readonly content: ArticleContent,
    readonly reviewEveryDays: number | null,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(WriteArticle)
export class WriteArticleHandler implements ICommandHandler<WriteArticle> {
  constructor(
    private readonly articles: Articles,
    private readonly references: ArticleReferences,
    private readonly clock: Clock,
  ) {}

  async execute({ content, reviewEveryDays, by }: WriteArticle): Promise<{ articleId: string }> {
    await this.references.require(content);
    const now = this.clock.now();
    const articleId = newId(now);
    await this.articles.add(Article.write({ id: articleId, content, reviewEveryDays }, by, now));
    return { articleId };
  }
}
