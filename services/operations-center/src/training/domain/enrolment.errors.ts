import { domainError } from '#libs/kernel/domain-error';

export class EnrolmentNotFound extends domainError('enrolment-not-found', 'not-found') {}
export class EnrolmentOver extends domainError('enrolment-over', 'conflict') {}
export class NotTheLearner extends domainError('enrolment-not-the-learner', 'forbidden') {}
export class UnitUnknown extends domainError('course-unit-unknown', 'not-found') {}
export class UnitOfAnotherKind extends domainError('course-unit-of-another-kind', 'invalid') {}
export class UnitTooEarly extends domainError('course-unit-too-early', 'conflict') {}
export class PrerequisiteMissing extends domainError('course-prerequisite-missing', 'conflict') {}
