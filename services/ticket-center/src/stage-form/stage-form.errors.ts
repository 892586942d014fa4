import { domainError } from '#libs/kernel/domain-error';

export class StageHasNoForm extends domainError('ticket-stage-has-no-form', 'invalid') {}
/** What the stage asks for has to be known first. */
export class StageFormMissing extends domainError('ticket-stage-form-missing', 'conflict') {}
