/** Which access stands out. */
export type Oddity = 'frequent' | 'bulk' | 'unusual';

/** What a tenant thinks is usual for one person. */
export interface UsualAccess {
  readonly perHour: number;
  /** Of different records. */
  readonly recordsPerDay: number;
  /** So many times as many as on their average day, once it is ten. */
  readonly timesTheirAverage: number;
}

/** One look at a value, by the record it is of. */
export interface Look {
  readonly at: Date;
  readonly recordId: string;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DAYS_LOOKED_BACK = 30;
const TOO_FEW = 10;

export interface Oddness {
  readonly oddity: Oddity;
  readonly count: number;
  readonly usual: number;
}

/**
 * What is odd about the latest look.
 * @param looks of one person in the last thirty days, the latest among them
 */
export function oddnessOf(looks: readonly Look[], usual: UsualAccess, now: Date): Oddness[] {
  const since = (ms: number) => looks.filter(({ at }) => now.getTime() - at.getTime() < ms);
  const today = since(DAY_MS);
  const [inHour, records] = [since(HOUR_MS).length, new Set(today.map(({ recordId }) => recordId)).size];
  const average = (looks.length - today.length) / (DAYS_LOOKED_BACK - 1);
  const usualToday = Math.max(TOO_FEW, Math.ceil(average * usual.timesTheirAverage));
  const found: Oddness[] = [
    { oddity: 'frequent', count: inHour, usual: usual.perHour },
    { oddity: 'bulk', count: records, usual: usual.recordsPerDay },
    { oddity: 'unusual', count: today.length, usual: usualToday },
  ];
  return found.filter(({ count, usual: limit }) => count > limit);
}

/** How far back looks count. */
export function lookedBackTo(now: Date): Date {
  return new Date(now.getTime() - DAYS_LOOKED_BACK * DAY_MS);
}

/** Of an oddity people are told once an hour. */
export function alarmWindow(now: Date): Date {
  return new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS);
}
