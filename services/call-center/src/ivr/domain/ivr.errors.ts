import { domainError } from '#libs/kernel/domain-error';

export class FlowNotFound extends domainError('ivr-flow-not-found', 'not-found') {}
export class FlowVersionNotFound extends domainError('ivr-flow-version-not-found', 'not-found') {}
export class FlowHasErrors extends domainError('ivr-flow-has-errors', 'conflict') {}
export class FlowChanged extends domainError('ivr-flow-changed', 'conflict') {}
export class FlowAlreadyThere extends domainError('ivr-flow-already-there', 'conflict') {}
export class FlowNotPublished extends domainError('ivr-flow-not-published', 'conflict') {}

export class SessionNotFound extends domainError('ivr-session-not-found', 'not-found') {}
export class SessionEnded extends domainError('ivr-session-ended', 'conflict') {}
export class CallStartedOtherwise extends domainError('ivr-call-started-otherwise', 'invalid') {}
export class StepTakenOtherwise extends domainError('ivr-step-taken-otherwise', 'invalid') {}
export class StepAhead extends domainError('ivr-step-ahead', 'conflict') {}
export class InputUnexpected extends domainError('ivr-input-unexpected', 'invalid') {}
