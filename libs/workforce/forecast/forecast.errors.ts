import { domainError } from '#libs/kernel/domain-error';

export class HistoryInvalid extends domainError('forecast-history-invalid', 'invalid') {}
/** Too few days to say anything from. */
export class HistoryTooShort extends domainError('forecast-history-too-short', 'invalid') {}
