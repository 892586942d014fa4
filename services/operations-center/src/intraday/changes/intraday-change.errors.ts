import { domainError } from '#libs/kernel/domain-error';

/** What it was to change is another by now. */
export class IntradayChangeOutdated extends domainError('intraday-change-outdated', 'conflict') {}
