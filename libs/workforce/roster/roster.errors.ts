import { domainError } from '#libs/kernel/domain-error';

export class RosterFormatInvalid extends domainError('roster-format-invalid', 'invalid') {}
/** Nobody's hard rules can be kept, whatever the others do. */
export class NoLineKeepsTheRules extends domainError('roster-infeasible', 'conflict') {}
