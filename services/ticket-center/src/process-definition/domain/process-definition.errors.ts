import { domainError } from '#libs/kernel/domain-error';
import type { DraftProblem } from './process-source.js';

export class DraftNotFound extends domainError('process-draft-not-found', 'not-found') {}
/** Named by the ids of their elements. */
export class DraftHasErrors extends domainError('process-draft-has-errors', 'invalid') {
  constructor(errors: readonly DraftProblem[]) {
    const offending = errors.map(({ element, message }) => ({ field: element ?? 'file', message }));
    super(`The draft has ${errors.length} error(s). The first: ${errors[0]!.message}`, { offending });
  }
}
export class DraftPublished extends domainError('process-draft-published', 'conflict') {}
export class DraftChanged extends domainError('process-draft-changed', 'conflict') {}
export class ProcessNotFound extends domainError('process-not-found', 'not-found') {}
export class VersionNotFound extends domainError('process-version-not-found', 'not-found') {}
export class RolloutUnderWay extends domainError('process-rollout-under-way', 'conflict') {}
export class NoRollout extends domainError('process-no-rollout', 'conflict') {}
export class AlreadyStable extends domainError('process-version-already-stable', 'conflict') {}
export class NotAnEarlierVersion extends domainError('process-version-not-earlier', 'conflict') {}
