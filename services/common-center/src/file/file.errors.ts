import { domainError } from '#libs/kernel/domain-error';

export class FileNotFound extends domainError('file-not-found', 'not-found') {}
/** No scanner has said yet that it does no harm. */
export class FileInQuarantine extends domainError('file-in-quarantine', 'conflict') {}
export class FileHarmful extends domainError('file-harmful', 'conflict') {}
export class FileEmpty extends domainError('file-empty', 'invalid') {}
export class FileTooLarge extends domainError('file-too-large', 'invalid') {}
/** Judged by how it begins, not by what the sender says it is. */
export class FileTypeRefused extends domainError('file-type-refused', 'invalid') {}

export const INTAKE_REFUSALS = { empty: FileEmpty, tooLarge: FileTooLarge, typeRefused: FileTypeRefused };
