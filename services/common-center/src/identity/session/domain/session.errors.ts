import { domainError } from '#libs/kernel/domain-error';

export class SessionNotFound extends domainError('session-not-found', 'not-found') {}
/** The token was not given for a session: there is nothing to leave. */
export class NoSession extends domainError('no-session', 'conflict') {}
