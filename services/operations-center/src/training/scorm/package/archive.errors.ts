import { domainError } from '#libs/kernel/domain-error';

export class ArchiveMalformed extends domainError('scorm-archive-malformed', 'invalid') {}
export class ArchiveTooLarge extends domainError('scorm-archive-too-large', 'invalid') {}
export class ArchiveUnsafe extends domainError('scorm-archive-unsafe', 'invalid') {}
export class ManifestInvalid extends domainError('scorm-manifest-invalid', 'invalid') {}
