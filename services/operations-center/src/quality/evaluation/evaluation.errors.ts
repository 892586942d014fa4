import { domainError } from '#libs/kernel/domain-error';

export class EvaluationNotFound extends domainError('evaluation-not-found', 'not-found') {}
/** It is not at the point where that can be done. */
export class EvaluationNotThere extends domainError('evaluation-not-there', 'conflict') {}
/** Somebody else is to do it: an inspector their own, an agent what was released to them. */
export class EvaluationNotYours extends domainError('evaluation-not-yours', 'forbidden') {}
export class EvaluationIncomplete extends domainError('evaluation-incomplete', 'invalid') {}
/** The time for it is over. */
export class AppealTooLate extends domainError('appeal-too-late', 'conflict') {}
/** Both instances have decided. */
export class AppealExhausted extends domainError('appeal-exhausted', 'conflict') {}
/** Who has judged it, or decided before, or is the agent or their lead, does not decide. */
export class ReviewerInvolved extends domainError('reviewer-involved', 'conflict') {}
/** Nobody judges their own work, or that of their own people. */
export class InspectorInvolved extends domainError('inspector-involved', 'conflict') {}
/** The scorecard is for other channels. */
export class ScorecardUnsuited extends domainError('scorecard-unsuited', 'invalid') {}
export class SubjectUnknown extends domainError('subject-unknown', 'invalid') {}
