import { domainError } from '#libs/kernel/domain-error';

export class RecordingNotFound extends domainError('recording-not-found', 'not-found') {}
export class RecordingGone extends domainError('recording-gone', 'not-found') {}
export class RecordingNotReadable extends domainError('recording-not-readable', 'conflict') {}
export class RecordingNotUploading extends domainError('recording-not-uploading', 'conflict') {}
export class RecordingTimesWrong extends domainError('recording-times-wrong', 'invalid') {}
export class UploadOffsetWrong extends domainError('upload-offset-wrong', 'conflict') {}
export class UploadTooLong extends domainError('upload-too-long', 'invalid') {}
export class UploadInTooManyParts extends domainError('upload-in-too-many-parts', 'invalid') {}
export class UploadIncomplete extends domainError('upload-incomplete', 'conflict') {}
export class UploadChecksumMismatch extends domainError('upload-checksum-mismatch', 'invalid') {}
export class RecordingOnHold extends domainError('recording-on-hold', 'conflict') {}
export class RecordingNotDue extends domainError('recording-not-due', 'conflict') {}
export class LegalHoldNotFound extends domainError('legal-hold-not-found', 'not-found') {}
export class TranscriptNotFound extends domainError('transcript-not-found', 'not-found') {}
export class TranscriptTimesWrong extends domainError('transcript-times-wrong', 'invalid') {}
