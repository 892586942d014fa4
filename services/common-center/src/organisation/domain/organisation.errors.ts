import { domainError } from '#libs/kernel/domain-error';

export class OrganisationTeamNotFound extends domainError('organisation-team-not-found', 'not-found') {}
/** A team would be above itself. */
export class OrganisationCircle extends domainError('organisation-circle', 'conflict') {}
export class OrganisationTooDeep extends domainError('organisation-too-deep', 'invalid') {}
export class OrganisationTeamInUse extends domainError('organisation-team-in-use', 'conflict') {}
export class OrganisationTeamTaken extends domainError('organisation-team-taken', 'conflict') {}
export class OrganisationMemberUnknown extends domainError('organisation-member-unknown', 'invalid') {}
