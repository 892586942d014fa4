import { domainError } from '#libs/kernel/domain-error';

export class ViewNotFound extends domainError('ticket-view-not-found', 'not-found') {}
export class ViewNotYours extends domainError('ticket-view-not-yours', 'forbidden') {}
export class ViewWithoutTeam extends domainError('ticket-view-without-team', 'invalid') {}
export class TooManyViews extends domainError('ticket-view-too-many', 'conflict') {}
