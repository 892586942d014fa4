import { Repository } from '#libs/kernel/repository';
import type { Article } from './article.aggregate.js';

/** Keeps also each version that is published, in the same transaction. */
export abstract class Articles extends Repository<Article> {}
