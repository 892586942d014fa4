import { domainError } from '#libs/kernel/domain-error';

export class PlanNotFound extends domainError('plan-not-found', 'not-found') {}
export class PlanAlreadyStarted extends domainError('plan-already-started', 'conflict') {}
export class PlanNotRunning extends domainError('plan-not-running', 'conflict') {}
export class PlanWithoutTargets extends domainError('plan-without-targets', 'conflict') {}
export class ImportUnderWay extends domainError('plan-import-under-way', 'conflict') {}
export class ImportNotFound extends domainError('plan-import-not-found', 'not-found') {}
export class ImportUnreadable extends domainError('plan-import-unreadable', 'invalid') {}
export class PlanDesignFaulty extends domainError('plan-design-faulty', 'invalid') {}
export class PlanNotPaused extends domainError('plan-not-paused', 'conflict') {}
export class PlanOver extends domainError('plan-over', 'conflict') {}
export class NotOfThePlan extends domainError('plan-person-unknown', 'invalid') {}
