import { Injectable } from '@nestjs/common';
import { Files } from '../../file/file.api.js';
import { Categories } from '../category/categories.js';
import type { ArticleContent } from './domain/article-content.js';

/** What an article names that has to be there. */
@Injectable()
export class ArticleReferences {
  constructor(
    private readonly categories: Categories,
    private readonly files: Files,
  ) {}

  /** @throws KnowledgeCategoryNotFound, KnowledgeCategoryInactive, FileNotFound, FileNotClean */
  async require({ categoryId, attachments }: ArticleContent): Promise<void> {
    await this.categories.requireOpen(categoryId);
    await this.files.requireClean(attachments);
  }
}
