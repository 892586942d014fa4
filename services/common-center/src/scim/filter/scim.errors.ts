import { domainError } from '#libs/kernel/domain-error';

/** RFC 7644 §3.12: each is one of its `scimType`s. */
export class ScimFilterInvalid extends domainError('scim-filter-invalid', 'invalid') {}
export class ScimPathInvalid extends domainError('scim-path-invalid', 'invalid') {}
export class ScimNoTarget extends domainError('scim-no-target', 'invalid') {}
export class ScimValueInvalid extends domainError('scim-value-invalid', 'invalid') {}
