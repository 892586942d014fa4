import { domainError } from '#libs/kernel/domain-error';

export class DraftNotFound extends domainError('process-draft-not-found', 'not-found') {}
export class DraftHasErrors extends domainError('process-draft-has-errors', 'invalid') {}
export class DraftPublished extends domainError('process-draft-published', 'conflict') {}
export class DraftChanged extends domainError('process-draft-changed', 'conflict') {}
export class ProcessNotFound extends domainError('process-not-found', 'not-found') {}
export class VersionNotFound extends domainError('process-version-not-found', 'not-found') {}
export class RolloutUnderWay extends domainError('process-rollout-under-way', 'conflict') {}
export class NoRollout extends domainError('process-no-rollout', 'conflict') {}
export class AlreadyStable extends domainError('process-version-already-stable', 'conflict') {}
export class NotAnEarlierVersion extends domainError('process-version-not-earlier', 'conflict') {}
