import * as contract from '#libs/contracts/common-center/knowledge-events';
import { outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import type { Article } from '../domain/article.aggregate.js';
import type { ArticleEvent } from '../domain/article.events.js';

export function publishArticle(event: ArticleEvent, { id: articleId, ownerId }: Article): OutgoingEvent | null {
  switch (event.type) {
    case 'article-submitted':
      return outgoing(contract.knowledgeArticleSubmitted, { articleId, by: event.by });
    case 'article-rejected':
      return outgoing(contract.knowledgeArticleRejected, { articleId, submittedBy: event.submittedBy, by: event.by });
    case 'article-published':
      return outgoing(contract.knowledgeArticlePublished, { articleId, number: event.number, by: event.by });
    case 'article-withdrawn':
      return outgoing(contract.knowledgeArticleWithdrawn, { articleId, by: event.by });
    case 'article-review-due':
      return outgoing(contract.knowledgeReviewDue, { articleId, ownerId });
    default:
      return null;
  }
}
