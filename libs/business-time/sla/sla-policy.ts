import type { Calendar } from '../calendar.js';

/** The fixed categories below which a tenant's own statuses hang (domain-rules D4). */
export type StatusCategory = 'new' | 'open' | 'waiting' | 'on-hold' | 'solved' | 'closed' | 'merged';

/** What is promised to the customer; `ola` is what one group promises the others, from its assignment on. */
export type Metric = 'first-response' | 'next-response' | 'update' | 'resolution' | 'ola';

/** So much time, in these hours. */
export interface SlaTarget {
  readonly calendar: Calendar;
  /** Whole ms of open time, more than 0; what `businessDuration` reads. */
  readonly ms: number;
  /** The clock stands still in them. Solved, closed and merged stop every clock and need not be named. */
  readonly pausedIn: readonly StatusCategory[];
  /** People are warned when so much of it is used up: whole ms of open time, more than 0 and less than `ms`. */
  readonly warnAtMs?: readonly number[];
}

/**
 * One version of a policy, as it applies to a ticket: an edited policy is another version, and where priorities have targets of
 * their own, each is a policy with an id of its own.
 */
export interface SlaPolicy {
  readonly id: string;
  readonly version: number;
  readonly targets: Readonly<Partial<Record<Exclude<Metric, 'ola'>, SlaTarget>>>;
  /** By group id. */
  readonly ola: ReadonlyMap<string, SlaTarget>;
  /** When people may be told of a breach. */
  readonly serviceHours: Calendar;
}
