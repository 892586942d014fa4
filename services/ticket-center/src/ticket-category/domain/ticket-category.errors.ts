import { domainError } from '#libs/kernel/domain-error';

export class CategoryNotFound extends domainError('ticket-category-not-found', 'not-found') {}
/** It would be below itself. */
export class CategoryInCircle extends domainError('ticket-category-in-circle', 'conflict') {}
export class CategoryTooDeep extends domainError('ticket-category-too-deep', 'conflict') {}
export class CategoryNameTaken extends domainError('ticket-category-name-taken', 'conflict') {}
export class TooManyCategories extends domainError('ticket-category-too-many', 'conflict') {}
/** It, or one above it, takes no new tickets. */
export class CategoryInactive extends domainError('ticket-category-inactive', 'conflict') {}
/** Somebody else has changed the category since it was read. */
export class CategoryChanged extends domainError('ticket-category-changed', 'conflict') {}
