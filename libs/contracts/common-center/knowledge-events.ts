import { z } from 'zod';
import { eventContract } from '../event-contract.js';

const articleId = z.uuid();
const by = z.string();

/** A draft waits for somebody who did not write it. */
export const knowledgeArticleSubmitted = eventContract(
  'common-events',
  'knowledge-article.submitted.v1',
  z.object({ articleId, by }),
);

export const knowledgeArticleRejected = eventContract(
  'common-events',
  'knowledge-article.rejected.v1',
  z.object({ articleId, submittedBy: z.string(), by }),
);

export const knowledgeArticlePublished = eventContract(
  'common-events',
  'knowledge-article.published.v1',
  z.object({ articleId, number: z.int(), by }),
);

export const knowledgeArticleWithdrawn = eventContract(
  'common-events',
  'knowledge-article.withdrawn.v1',
  z.object({ articleId, by }),
);

/** Its owner is to look whether it is still right. */
export const knowledgeReviewDue = eventContract(
  'common-events',
  'knowledge-article.review-due.v1',
  z.object({ articleId, ownerId: z.string() }),
);

/** A reader says that something in it is wrong: a task for its owner. */
export const knowledgeErrorReported = eventContract(
  'common-events',
  'knowledge-article.error-reported.v1',
  z.object({ articleId, taskId: z.uuid(), ownerId: z.string(), by }),
);
