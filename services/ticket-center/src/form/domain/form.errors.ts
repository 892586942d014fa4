import { domainError } from '#libs/kernel/domain-error';
import type { FormProblem } from './form-content.js';

export class FormNotFound extends domainError('form-not-found', 'not-found') {}
/** Named by JSON pointers into the form. */
export class FormContentRefused extends domainError('form-content-refused', 'invalid') {
  constructor(problems: readonly FormProblem[]) {
    const offending = problems.map(({ pointer, message }) => ({ field: pointer, pointer, message }));
    super(`The form cannot be published: ${problems[0]!.message}`, { offending });
  }
}
export class NoFormDraft extends domainError('form-has-no-draft', 'conflict') {}
export class FormDraftChanged extends domainError('form-draft-changed', 'conflict') {}
/** A form stays a form, and a block a block: others name it as what it is. */
export class FormKindFixed extends domainError('form-kind-fixed', 'conflict') {}
export class FormRolloutUnderWay extends domainError('form-rollout-under-way', 'conflict') {}
export class NoFormRollout extends domainError('form-no-rollout', 'conflict') {}
export class FormVersionAlreadyStable extends domainError('form-version-already-stable', 'conflict') {}
export class FormVersionNotEarlier extends domainError('form-version-not-earlier', 'conflict') {}
