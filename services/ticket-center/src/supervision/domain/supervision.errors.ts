import { domainError } from '#libs/kernel/domain-error';

export class SupervisionNotFound extends domainError('supervision-not-found', 'not-found') {}
export class SupervisionOpen extends domainError('supervision-open', 'conflict') {}
export class SupervisionLifted extends domainError('supervision-lifted', 'conflict') {}
export class SupervisionNotYours extends domainError('supervision-not-yours', 'forbidden') {}
export class SupervisionDeadlinePast extends domainError('supervision-deadline-past', 'invalid') {}
