import { domainError } from '#libs/kernel/domain-error';

/** Nor is what somebody else drafts. */
export class DraftNotFound extends domainError('form-draft-not-found', 'not-found') {}
/** It was made for another stage, type or ticket. */
export class DraftMadeForOther extends domainError('form-draft-made-for-other', 'invalid') {}
export class DraftTooLarge extends domainError('form-draft-too-large', 'invalid') {}
/** It follows the form already that is asked now. */
export class NoNewerForm extends domainError('form-draft-form-is-current', 'conflict') {}
/** Nothing was asked under this name, or what it asks by is not filled in. */
export class NothingToLookUp extends domainError('form-lookup-not-asked', 'conflict') {}
