import { domainError } from '#libs/kernel/domain-error';

export class VisitNotFound extends domainError('visit-not-found', 'not-found') {}
export class VisitStepNotAllowed extends domainError('visit-step-not-allowed', 'conflict') {}
export class NotTheEngineer extends domainError('visit-not-the-engineer', 'forbidden') {}
/** The appointment would be over before it is made, or end before it begins. */
export class AppointmentImpossible extends domainError('visit-appointment-impossible', 'invalid') {}
/** Why it was not fixed is what the next visit goes by. */
export class VisitReasonMissing extends domainError('visit-reason-missing', 'invalid') {}
export class VisitAlreadySigned extends domainError('visit-already-signed', 'conflict') {}
/** Whoever is to be confirmed cannot be the one who confirms. */
export class ConfirmationByEngineer extends domainError('visit-confirmation-by-engineer', 'forbidden') {}
/** No code was issued, or it was tried too often. */
export class NoConfirmationCode extends domainError('visit-no-confirmation-code', 'conflict') {}
