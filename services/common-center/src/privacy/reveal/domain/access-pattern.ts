/** Which access stands out. */
export type Oddity = 'frequent' | 'bulk' | 'unusual';

/** What a tenant thinks is usual for one person. */
export interface UsualAccess {
  readonly perHour: number;
  /** Of different records. */
  readonly recordsPerDay: number;
  /** So many times as many as on their average day, once it is ten. */
  readonly timesTheirAverage: number;
  /** Of records that a person is shown in the clear, whatever way. */
  readonly rowsPerDay: number;
  /** The same of a program. */
  readonly clientRowsPerDay: number;
  /** Different records that a person opens one by one, in an hour of the clock. */
  readonly opensPerHour: number;
  /** Records that a person is shown in the clear, texts included; each once an hour. */
  readonly readsPerDay: number;
}

export const USUAL_ROWS_PER_DAY = 2_000;
export const USUAL_CLIENT_ROWS_PER_DAY = 200_000;
export const USUAL_OPENS_PER_HOUR = 150;
export const USUAL_READS_PER_DAY = 5_000;

/** What one account looked at. A day is the last 24 hours. */
export interface Access {
  readonly looksInHour: number;
  readonly looksInDay: number;
  /** Different ones. */
  readonly recordsInDay: number;
  /** In the days before, as far as is looked back. */
  readonly looksBefore: number;
  readonly rowsInDay: number;
  readonly opensInHour: number;
  readonly opensInDay: number;
  /** In the days before. */
  readonly opensBefore: number;
  readonly readsInDay: number;
}

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
export const DAYS_LOOKED_BACK = 30;
const TOO_FEW = 10;
const TOO_FEW_OPENS = 200;

export interface Oddness {
  readonly oddity: Oddity;
  readonly count: number;
  readonly usual: number;
}

/** What is odd about single looks, the latest among them. */
export function oddnessOfLooks(access: Access, usual: UsualAccess): Oddness[] {
  const average = access.looksBefore / (DAYS_LOOKED_BACK - 1);
  return beyond([
    { oddity: 'frequent', count: access.looksInHour, usual: usual.perHour },
    { oddity: 'bulk', count: access.recordsInDay, usual: usual.recordsPerDay },
    {
      oddity: 'unusual',
      count: access.looksInDay,
      usual: Math.max(TOO_FEW, Math.ceil(average * usual.timesTheirAverage)),
    },
  ]);
}

/** What is odd about the records a person opened, and about those and lists together. */
export function oddnessOfReads(access: Access, usual: UsualAccess): Oddness[] {
  const average = access.opensBefore / (DAYS_LOOKED_BACK - 1);
  return beyond([
    { oddity: 'frequent', count: access.opensInHour, usual: usual.opensPerHour },
    { oddity: 'bulk', count: access.readsInDay, usual: usual.readsPerDay },
    {
      oddity: 'unusual',
      count: access.opensInDay,
      usual: Math.max(TOO_FEW_OPENS, Math.ceil(average * usual.timesTheirAverage)),
    },
  ]);
}

/** What is odd about the records somebody was shown in the clear. */
export function oddnessOfRows({ rowsInDay }: Access, usual: UsualAccess, kind: 'person' | 'client'): Oddness[] {
  const limit = kind === 'person' ? usual.rowsPerDay : usual.clientRowsPerDay;
  return beyond([{ oddity: 'bulk', count: rowsInDay, usual: limit }]);
}

function beyond(found: readonly Oddness[]): Oddness[] {
  return found.filter(({ count, usual }) => count > usual);
}

/** The hour that a moment is in. */
export function hourOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS);
}
