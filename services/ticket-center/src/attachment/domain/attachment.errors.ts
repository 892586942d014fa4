import { domainError } from '#libs/kernel/domain-error';

export class AttachmentNotFound extends domainError('ticket-attachment-not-found', 'not-found') {}
export class AttachmentGone extends domainError('ticket-attachment-gone', 'not-found') {}
export class AttachmentEmpty extends domainError('ticket-attachment-empty', 'invalid') {}
export class AttachmentTooLarge extends domainError('ticket-attachment-too-large', 'invalid') {}
/** Judged by how it begins, not by what the sender says it is. */
export class AttachmentTypeRefused extends domainError('ticket-attachment-type-refused', 'invalid') {}
export class AttachmentInfected extends domainError('ticket-attachment-infected', 'invalid') {}
/** It took too long, or was begun anew in the meantime. */
export class AttachmentUploadLapsed extends domainError('ticket-attachment-upload-lapsed', 'conflict') {}
export class AttachmentUploadUnderWay extends domainError('ticket-attachment-upload-under-way', 'conflict') {}

export const INTAKE_REFUSALS = {
  empty: AttachmentEmpty,
  tooLarge: AttachmentTooLarge,
  typeRefused: AttachmentTypeRefused,
};
