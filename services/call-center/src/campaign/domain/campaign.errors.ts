import { domainError } from '#libs/kernel/domain-error';

export class CampaignNotFound extends domainError('campaign-not-found', 'not-found') {}
export class CampaignMoveRefused extends domainError('campaign-move-refused', 'conflict') {}
export class CampaignIsRunning extends domainError('campaign-is-running', 'conflict') {}
export class CampaignEnded extends domainError('campaign-ended', 'conflict') {}
export class DialRecordNotFound extends domainError('dial-record-not-found', 'not-found') {}
export class DialRecordNotYours extends domainError('dial-record-not-yours', 'conflict') {}
export class DialRecordNotWaiting extends domainError('dial-record-not-waiting', 'conflict') {}
export class DiallingForbidden extends domainError('dialling-forbidden', 'conflict') {}
export class AttemptNotFound extends domainError('campaign-attempt-not-found', 'not-found') {}
export class AttemptOver extends domainError('campaign-attempt-over', 'conflict') {}
export class AttemptNotYours extends domainError('campaign-attempt-not-yours', 'forbidden') {}
export class AttemptNotConnected extends domainError('campaign-attempt-not-connected', 'conflict') {}
export class CampaignImportNotFound extends domainError('campaign-import-not-found', 'not-found') {}
export class CampaignImportUnreadable extends domainError('campaign-import-unreadable', 'invalid') {}
