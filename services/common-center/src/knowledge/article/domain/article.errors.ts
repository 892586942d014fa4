import { domainError } from '#libs/kernel/domain-error';

export class ArticleNotFound extends domainError('knowledge-article-not-found', 'not-found') {}
export class ArticleVersionNotFound extends domainError('knowledge-article-version-not-found', 'not-found') {}
/** There is no draft, or it is not where this can be done. */
export class ArticleNotInDraft extends domainError('knowledge-article-not-in-draft', 'conflict') {}
export class ArticleInReview extends domainError('knowledge-article-in-review', 'conflict') {}
export class ArticleNotInReview extends domainError('knowledge-article-not-in-review', 'conflict') {}
export class ArticleNotPublished extends domainError('knowledge-article-not-published', 'conflict') {}
/** Whoever wrote or submitted a draft does not approve it. */
export class FourEyesNeeded extends domainError('knowledge-four-eyes-needed', 'forbidden') {}
export class ValidityEmpty extends domainError('knowledge-validity-empty', 'invalid') {}
export class AttachmentNotOfArticle extends domainError('knowledge-attachment-not-found', 'not-found') {}
