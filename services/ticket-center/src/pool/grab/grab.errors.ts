import { domainError } from '#libs/kernel/domain-error';

export class PoolEmpty extends domainError('pool-empty', 'conflict') {}
/** Its agents get the next one. */
export class PoolWithoutPicking extends domainError('pool-without-picking', 'conflict') {}
export class PoolNotForYou extends domainError('pool-not-for-you', 'forbidden') {}
export class PoolHoldLimitReached extends domainError('pool-hold-limit-reached', 'conflict') {}
export class PoolCoolingDown extends domainError('pool-cooling-down', 'conflict') {}
export class PoolReturnedBefore extends domainError('pool-returned-before', 'conflict') {}
export class NotOutOfPool extends domainError('ticket-not-out-of-pool', 'conflict') {}
