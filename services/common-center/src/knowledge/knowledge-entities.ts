import { ArticleJournalSchema, ArticleSchema, ArticleVersionSchema } from './article/infra/article.schema.js';
import { CategorySchema } from './category/category.schema.js';
import { FeedbackSchema } from './feedback/feedback.schema.js';
import { GapPersonSchema, GapSchema } from './gap/gap.schema.js';
import { AudienceSchema, DocSchema, PostingSchema, TermSchema } from './index/knowledge-index.schema.js';
import { SynonymSchema } from './synonym/synonym.schema.js';
import { TaskSchema } from './task/task.schema.js';
import { UsageDaySchema, UsageSchema, UseSchema } from './usage/usage.schema.js';

export const KNOWLEDGE_ENTITIES = [
  ...[ArticleSchema, ArticleVersionSchema, ArticleJournalSchema, CategorySchema, SynonymSchema],
  ...[TermSchema, AudienceSchema, PostingSchema, DocSchema],
  ...[GapSchema, GapPersonSchema, FeedbackSchema, TaskSchema, UsageSchema, UsageDaySchema, UseSchema],
];
