import { domainError } from '#libs/kernel/domain-error';

export class TaskNotFound extends domainError('task-not-found', 'not-found') {}
export class TaskEnded extends domainError('task-ended', 'conflict') {}
export class TaskTaken extends domainError('task-taken', 'conflict') {}
export class NotTheTaskOwner extends domainError('task-not-the-owner', 'forbidden') {}
export class ContactAlreadyRecorded extends domainError('task-contact-already-recorded', 'conflict') {}
export class OutcomeNotFitting extends domainError('task-outcome-not-fitting', 'invalid') {}
/** Who asks to be called says when, and in the time to come. */
export class CallBackImpossible extends domainError('task-call-back-impossible', 'invalid') {}
/** Its questionnaire is answered with its end, and only then. */
export class QuestionnaireNotFitting extends domainError('task-questionnaire-not-fitting', 'invalid') {}
