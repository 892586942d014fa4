import { domainError } from '#libs/kernel/domain-error';

export class TimeZoneUnknown extends domainError('calendar-time-zone-unknown', 'invalid') {}
export class WeekdayUnknown extends domainError('calendar-weekday-unknown', 'invalid') {}
export class HoursMalformed extends domainError('calendar-hours-malformed', 'invalid') {}
export class DateMalformed extends domainError('calendar-date-malformed', 'invalid') {}
export class DateDefinedTwice extends domainError('calendar-date-defined-twice', 'invalid') {}
export class HoursOverlap extends domainError('calendar-hours-overlap', 'invalid') {}
export class NeverOpen extends domainError('calendar-never-open', 'invalid') {}

export class NothingOpensForYears extends domainError('calendar-opens-no-more', 'conflict') {}
export class InstantOutOfRange extends domainError('business-time-out-of-range', 'invalid') {}
export class DurationInvalid extends domainError('business-duration-invalid', 'invalid') {}
