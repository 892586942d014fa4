import { domainError } from '#libs/kernel/domain-error';

export class ExamAttemptNotFound extends domainError('exam-attempt-not-found', 'not-found') {}
export class ExamAttemptOver extends domainError('exam-attempt-over', 'conflict') {}
export class ExamAttemptElsewhere extends domainError('exam-attempt-elsewhere', 'conflict') {}
export class ExamAttemptUnderWay extends domainError('exam-attempt-under-way', 'conflict') {}
export class ExamAttemptsUsedUp extends domainError('exam-attempts-used-up', 'conflict') {}
export class ExamAttemptTooSoon extends domainError('exam-attempt-too-soon', 'conflict') {}
export class ExamClosed extends domainError('exam-closed', 'conflict') {}
export class NotTheCandidate extends domainError('exam-not-the-candidate', 'forbidden') {}
export class QuestionNotInPaper extends domainError('exam-question-not-in-paper', 'not-found') {}
export class NothingToMark extends domainError('exam-nothing-to-mark', 'conflict') {}
export class MarkerNotAllowed extends domainError('exam-marker-not-allowed', 'forbidden') {}
export class PointsOutOfRange extends domainError('exam-points-out-of-range', 'invalid') {}
export class ExamNotMarked extends domainError('exam-not-marked', 'conflict') {}
export class ExamNotReleased extends domainError('exam-not-released', 'conflict') {}
export class AppealTooLate extends domainError('exam-appeal-too-late', 'conflict') {}
export class AppealMade extends domainError('exam-appeal-made', 'conflict') {}
export class NoOpenAppeal extends domainError('exam-no-open-appeal', 'conflict') {}
