import { domainError } from '#libs/kernel/domain-error';

export class StageHasNoForm extends domainError('ticket-stage-has-no-form', 'invalid') {}
