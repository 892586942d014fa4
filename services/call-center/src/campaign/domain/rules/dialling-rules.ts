import { isCallable, nextCallable, type CallableHours } from './callable-hours.js';

const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
export const WEEK_MS = 7 * DAY_MS;

/** Why a number is not dialled. */
export type DiallingRule =
  | 'campaign-not-running'
  | 'record-not-waiting'
  | 'record-not-due'
  | 'do-not-call-global'
  | 'do-not-call-tenant'
  | 'do-not-call-campaign'
  | 'no-consent'
  | 'zone-unknown'
  | 'outside-callable-hours'
  | 'number-under-way'
  | 'record-attempts'
  | 'number-attempts-day'
  | 'number-attempts-week';

export interface AttemptLimits {
  readonly perRecord: number;
  /** In any 24 hours, over all campaigns. */
  readonly perNumberPerDay: number;
  /** In any 7 days, over all campaigns. */
  readonly perNumberPerWeek: number;
}

/** What the campaign asks of a call. */
export interface Terms {
  readonly running: boolean;
  readonly hours: CallableHours;
  readonly limits: AttemptLimits;
  readonly requiresConsent: boolean;
}

/** The record as it lies under its lock. */
export interface Candidate {
  readonly waiting: boolean;
  readonly dueAt: Date;
  readonly attempts: number;
}

/** What the registers say of the number at this moment. */
export interface Registers {
  readonly doNotCall: readonly ('global' | 'tenant' | 'campaign')[];
  /** The consent that holds now; null: none, or withdrawn, or expired. */
  readonly consentId: string | null;
  /** Every zone the number may be in; none: unknown. */
  readonly zones: readonly string[];
  /** When it was called within the last seven days, by any campaign. */
  readonly calledAt: readonly Date[];
  readonly underWay: boolean;
}

/** The decision of a moment, as it is kept with the attempt. */
export interface Decision {
  /** Null: it is dialled. */
  readonly rule: DiallingRule | null;
  /** When it may be looked at again; null: never. */
  readonly again: Date | null;
}

const LATER_MS = HOUR_MS;
const SOON_MS = 60_000;

/** The first rule that forbids the call. Rules that hold for ever come first: a record they end is not looked at again. */
export function decide(terms: Terms, record: Candidate, registers: Registers, now: Date): Decision {
  const after = (ms: number) => new Date(now.getTime() + ms);
  if (!terms.running) return { rule: 'campaign-not-running', again: after(SOON_MS) };
  if (!record.waiting) return { rule: 'record-not-waiting', again: after(SOON_MS) };
  const [scope] = registers.doNotCall;
  if (scope !== undefined) return { rule: `do-not-call-${scope}`, again: null };
  if (record.attempts >= terms.limits.perRecord) return { rule: 'record-attempts', again: null };
  if (record.dueAt > now) return { rule: 'record-not-due', again: record.dueAt };
  if (terms.requiresConsent && registers.consentId === null) return { rule: 'no-consent', again: after(DAY_MS) };
  if (registers.zones.length === 0) return { rule: 'zone-unknown', again: after(DAY_MS) };
  if (!isCallable(terms.hours, registers.zones, now))
    return { rule: 'outside-callable-hours', again: nextCallable(terms.hours, registers.zones, now) ?? after(DAY_MS) };
  if (registers.underWay) return { rule: 'number-under-way', again: after(SOON_MS) };
  return decideByNumber(terms.limits, registers.calledAt, now) ?? { rule: null, again: null };
}

function decideByNumber(limits: AttemptLimits, calledAt: readonly Date[], now: Date): Decision | null {
  const within = (ms: number) => calledAt.filter((at) => at.getTime() > now.getTime() - ms).length;
  const later = new Date(now.getTime() + LATER_MS);
  if (within(DAY_MS) >= limits.perNumberPerDay) return { rule: 'number-attempts-day', again: later };
  if (within(WEEK_MS) >= limits.perNumberPerWeek) return { rule: 'number-attempts-week', again: later };
  return null;
}
