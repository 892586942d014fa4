import { Module } from '@nestjs/common';
import { FileModule } from '../file/file.module.js';
import { ArticleReferences } from './article/article-references.js';
import { ArticleController } from './article/article.controller.js';
import { ArticleStepController } from './article/article-step.controller.js';
import { EditArticleHandler } from './article/commands/edit-article.js';
import { TakeStepHandler } from './article/commands/take-step.js';
import { WriteArticleHandler } from './article/commands/write-article.js';
import { Articles } from './article/domain/article.repository.js';
import { TypeormArticles } from './article/infra/typeorm-article.repository.js';
import { ArticleQueries } from './article/queries/article-queries.js';
import { Categories } from './category/categories.js';
import { CategoryController } from './category/category.controller.js';
import { Feedback } from './feedback/feedback.js';
import { GapController } from './gap/gap.controller.js';
import { Gaps } from './gap/gaps.js';
import { IndexWorker } from './index/index-worker.js';
import { IndexWriter } from './index/index-writer.js';
import { PublishedArticles } from './reader/published.js';
import { ReaderController } from './reader/reader.controller.js';
import { Viewers } from './reader/viewer.js';
import { Recommendations } from './recommendation/recommendations.js';
import { SubjectText } from './recommendation/subject-text.js';
import { ArticleSearch } from './search/article-search.js';
import { Postings } from './search/postings.js';
import { Ranking } from './search/ranking.js';
import { SearchController } from './search/search.controller.js';
import { SynonymController } from './synonym/synonym.controller.js';
import { Synonyms } from './synonym/synonyms.js';
import { ReviewReminders } from './task/review-reminders.js';
import { TaskController } from './task/task.controller.js';
import { Tasks } from './task/tasks.js';
import { Usage } from './usage/usage.js';
import { UsageController } from './usage/usage.controller.js';

/** What the organisation knows: written, reviewed, found, and made better. */
@Module({
  imports: [FileModule],
  controllers: [
    ...[ArticleController, ArticleStepController, CategoryController, SynonymController],
    ...[ReaderController, SearchController, GapController, TaskController, UsageController],
  ],
  providers: [
    { provide: Articles, useClass: TypeormArticles },
    ...[WriteArticleHandler, EditArticleHandler, TakeStepHandler, ArticleReferences, ArticleQueries],
    ...[Categories, Synonyms, IndexWriter, IndexWorker, Postings, Ranking, ArticleSearch],
    ...[Viewers, PublishedArticles, Recommendations, SubjectText],
    ...[Gaps, Usage, Tasks, ReviewReminders, Feedback],
  ],
})
export class KnowledgeModule {}
