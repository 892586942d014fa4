import { domainError } from '#libs/kernel/domain-error';

export class RosterSetupNotFound extends domainError('roster-setup-not-found', 'not-found') {}
export class RosterSetupInUse extends domainError('roster-setup-in-use', 'conflict') {}
export class RosterNotFound extends domainError('roster-not-found', 'not-found') {}
export class RosterShiftNotFound extends domainError('roster-shift-not-found', 'not-found') {}
export class RosterJobNotFound extends domainError('roster-job-not-found', 'not-found') {}
/** Weeks begin on a Monday. */
export class RosterPeriodInvalid extends domainError('roster-period-invalid', 'invalid') {}
export class RosterDemandMissing extends domainError('roster-demand-missing', 'invalid') {}
export class RosterDemandInvalid extends domainError('roster-demand-invalid', 'invalid') {}
export class RosterHasNobody extends domainError('roster-has-nobody', 'conflict') {}
/** Shifts are being made, and would be lost. */
export class RosterBeingMade extends domainError('roster-being-made', 'conflict') {}
export class RosterPublishedAlready extends domainError('roster-published-already', 'conflict') {}
/** What is published was changed since the draft was begun. */
export class RosterOutdated extends domainError('roster-outdated', 'conflict') {}
/** The offending parts name each rule by its code. */
export class RosterRulesBroken extends domainError('roster-rules-broken', 'invalid') {}
/** What was to be changed is no longer what was seen. */
export class RosterShiftMovedOn extends domainError('roster-shift-moved-on', 'conflict') {}
export class ShiftNotTheirs extends domainError('roster-shift-not-theirs', 'forbidden') {}
export class ShiftSwapNotFound extends domainError('shift-swap-not-found', 'not-found') {}
export class ShiftSwapMoveRefused extends domainError('shift-swap-move-refused', 'conflict') {}
export class ShiftNeedsSkills extends domainError('shift-needs-skills', 'conflict') {}
export class ShiftNotOpen extends domainError('roster-shift-not-open', 'conflict') {}
export class OvertimeOfferNotFound extends domainError('overtime-offer-not-found', 'not-found') {}
export class OvertimeOfferTaken extends domainError('overtime-offer-taken', 'conflict') {}
export class LeaveRequestNotFound extends domainError('leave-request-not-found', 'not-found') {}
export class LeaveMoveRefused extends domainError('leave-move-refused', 'conflict') {}
export class LeaveBalanceExceeded extends domainError('leave-balance-exceeded', 'conflict') {}
export class CalendarFeedNotFound extends domainError('calendar-feed-not-found', 'not-found') {}
