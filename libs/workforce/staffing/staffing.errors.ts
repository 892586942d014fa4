import { domainError } from '#libs/kernel/domain-error';

export class DemandInvalid extends domainError('staffing-demand-invalid', 'invalid') {}
export class AgentsInvalid extends domainError('staffing-agents-invalid', 'invalid') {}
export class GoalInvalid extends domainError('staffing-goal-invalid', 'invalid') {}

/** More work than the agents can do, and nobody gives up: the queue has no steady state. */
export class Overloaded extends domainError('staffing-overloaded', 'conflict') {}
