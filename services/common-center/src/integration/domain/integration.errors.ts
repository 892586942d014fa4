import { domainError } from '#libs/kernel/domain-error';

export class InterfaceNotFound extends domainError('interface-not-found', 'not-found') {}
export class InterfaceCodeTaken extends domainError('interface-code-taken', 'conflict') {}
export class TooManyInterfaces extends domainError('too-many-interfaces', 'conflict') {}
/** The draft was changed between its check and its publication. */
export class InterfaceChanged extends domainError('interface-changed', 'conflict') {}
export class InterfaceHasErrors extends domainError('interface-has-errors', 'invalid') {}
export class InterfaceVersionNotFound extends domainError('interface-version-not-found', 'not-found') {}
export class InterfaceAlreadyThere extends domainError('interface-already-there', 'conflict') {}
/** None of its versions was ever published. */
export class InterfaceNotPublished extends domainError('interface-not-published', 'conflict') {}
export class InterfaceModeUnchanged extends domainError('interface-mode-unchanged', 'conflict') {}
export class OperationUnknown extends domainError('interface-operation-unknown', 'invalid') {}
/** It changes something over there: asking for it is not enough. */
export class OperationNotSafe extends domainError('interface-operation-not-safe', 'conflict') {}
/** The arguments do not fit the schema of the operation, or make no request. */
export class ArgumentsInvalid extends domainError('interface-arguments-invalid', 'invalid') {}
export class OpenApiInvalid extends domainError('open-api-invalid', 'invalid') {}
