import { domainError } from '#libs/kernel/domain-error';

export class DiagnosisNotFound extends domainError('diagnosis-not-found', 'not-found') {}
export class DiagnosisCodeTaken extends domainError('diagnosis-code-taken', 'conflict') {}
/** The draft was changed between its check and its publication. */
export class DiagnosisChanged extends domainError('diagnosis-changed', 'conflict') {}
export class DiagnosisHasErrors extends domainError('diagnosis-has-errors', 'invalid') {}
export class DiagnosisVersionNotFound extends domainError('diagnosis-version-not-found', 'not-found') {}
export class DiagnosisAlreadyThere extends domainError('diagnosis-already-there', 'conflict') {}
export class DiagnosisNotPublished extends domainError('diagnosis-not-published', 'conflict') {}
export class DiagnosisRunNotFound extends domainError('diagnosis-run-not-found', 'not-found') {}
export class DiagnosisInputInvalid extends domainError('diagnosis-input-invalid', 'invalid') {}
