export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/**
 * Open from one reading of the wall clock to another, `HH:MM`. `to` may be `24:00`; when it is before `from` it is meant for the
 * next day, and the whole belongs to the day it began on: also when that next day is a holiday.
 */
export interface Hours {
  readonly from: string;
  readonly to: string;
}

export interface Holiday {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** Left out or empty: closed the whole day. */
  readonly hours?: readonly Hours[];
}

/** A day off of the week that is worked (调休), with hours of its own. */
export interface ExtraWorkingDay {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly hours: readonly Hours[];
}

/** When a desk is open. */
export interface CalendarDefinition {
  /** IANA name, e.g. `Asia/Shanghai`. */
  readonly timeZone: string;
  /** Several intervals a day; a day that is left out is closed. */
  readonly weekly: Readonly<Partial<Record<Weekday, readonly Hours[]>>>;
  readonly holidays: readonly Holiday[];
  readonly extraWorkingDays: readonly ExtraWorkingDay[];
  /** Whether this desk works on the extra days: a bank does not (liriansu-opus/chinese-calendar#53). */
  readonly worksExtraDays: boolean;
}
