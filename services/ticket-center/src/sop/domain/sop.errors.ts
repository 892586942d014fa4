import { domainError } from '#libs/kernel/domain-error';
import type { SopProblem } from './sop-content.js';

export class SopNotFound extends domainError('sop-not-found', 'not-found') {}
export class NoSopDraft extends domainError('sop-has-no-draft', 'conflict') {}
export class SopDraftChanged extends domainError('sop-draft-changed', 'conflict') {}
/** It is no longer offered. */
export class SopRetired extends domainError('sop-retired', 'conflict') {}

/** Problems with pointers into the content. */
export class SopContentRefused extends domainError('sop-content-refused', 'invalid') {
  constructor(problems: readonly SopProblem[]) {
    const offending = problems.map(({ pointer, message }) => ({ field: pointer.slice(1), pointer, message }));
    super('The SOP cannot be published as it is.', { offending });
  }
}

export class SopRunNotFound extends domainError('sop-run-not-found', 'not-found') {}
/** It has ended, or was left. */
export class SopRunOver extends domainError('sop-run-over', 'conflict') {}
/** Somebody else was at this step before, or it is another one by now. */
export class SopStepPassed extends domainError('sop-step-passed', 'conflict') {}
export class SopValuesRefused extends domainError('sop-values-refused', 'invalid') {}
/** The person has to say which, or that way is not open. */
export class SopWayRefused extends domainError('sop-way-refused', 'invalid') {}
export class NothingToUndo extends domainError('sop-run-nothing-to-undo', 'conflict') {}
export class NothingToRepeat extends domainError('sop-run-nothing-to-repeat', 'conflict') {}
export class SopRunTooLong extends domainError('sop-run-too-long', 'conflict') {}
