import { domainError } from '#libs/kernel/domain-error';

export class VisitNotFound extends domainError('visit-not-found', 'not-found') {}
export class VisitStepNotAllowed extends domainError('visit-step-not-allowed', 'conflict') {}
export class NotTheEngineer extends domainError('visit-not-the-engineer', 'forbidden') {}
