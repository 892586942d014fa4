/** Which access stands out. */
export type Oddity = 'frequent' | 'bulk' | 'unusual';

/** What a tenant thinks is usual for one person. */
export interface UsualAccess {
  readonly perHour: number;
  /** Of different records. */
  readonly recordsPerDay: number;
  /** So many times as many as on their average day, once it is ten. */
  readonly timesTheirAverage: number;
  /** Of lists in the clear. */
  readonly rowsPerDay: number;
}

export const USUAL_ROWS_PER_DAY = 2_000;

/** One look at a value, by the record it is of, or at a list. */
export interface Look {
  readonly at: Date;
  readonly recordId: string;
  /** Of a list; null: one record was looked at. */
  readonly rows: number | null;
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
  const ones = looks.filter(({ rows }) => rows === null);
  const since = (ms: number) => ones.filter(({ at }) => now.getTime() - at.getTime() < ms);
  const today = since(DAY_MS);
  const [inHour, records] = [since(HOUR_MS).length, new Set(today.map(({ recordId }) => recordId)).size];
  const average = (ones.length - today.length) / (DAYS_LOOKED_BACK - 1);
  const usualToday = Math.max(TOO_FEW, Math.ceil(average * usual.timesTheirAverage));
  const listed = looks.filter(({ at, rows }) => rows !== null && now.getTime() - at.getTime() < DAY_MS);
  const rowsToday = listed.reduce((sum, { rows }) => sum + rows!, 0);
  const found: Oddness[] = [
    { oddity: 'frequent', count: inHour, usual: usual.perHour },
    { oddity: 'bulk', count: records, usual: usual.recordsPerDay },
    { oddity: 'bulk', count: rowsToday, usual: usual.rowsPerDay },
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
