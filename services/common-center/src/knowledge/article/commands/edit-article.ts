import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ArticleReferences } from '../article-references.js';
import type { ArticleContent } from '../domain/article-content.js';
import { Articles } from '../domain/article.repository.js';

export class EditArticle extends Command<void> {
  constructor(
    readonly articleId: string,
    readonly content: ArticleContent,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(EditArticle)
export class EditArticleHandler implements ICommandHandler<EditArticle> {
  constructor(
    private readonly articles: Articles,
    private readonly references: ArticleReferences,
    private readonly clock: Clock,
  ) {}

  async execute({ articleId, content, by }: EditArticle): Promise<void> {
    await this.references.require(content);
    await this.articles.update(articleId, (article) => article.edit(content, by, this.clock.now()));
  }
}
