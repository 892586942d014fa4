import fc from 'fast-check';
import { Calendar } from './calendar.js';
import { WEEKDAYS, type CalendarDefinition, type Hours } from './calendar-definition.js';
import { HoursOverlap, NeverOpen } from './calendar.errors.js';

// What property specs draw calendars from. Around these days the clocks of these zones change, in odd ways.
const ZONES: readonly [timeZone: string, around: string][] = [
  ['America/New_York', '2024-03-10'],
  ['America/New_York', '2024-11-03'],
  ['Europe/London', '2026-03-29'],
  ['Asia/Shanghai', '2024-02-10'],
  ['Australia/Lord_Howe', '2026-04-05'],
  ['Asia/Beirut', '2024-03-31'],
  ['America/Havana', '2024-11-03'],
  ['Africa/Casablanca', '2024-03-10'],
  ['Pacific/Apia', '2011-12-30'],
  ['Pacific/Kiritimati', '2026-12-31'],
  ['Asia/Kathmandu', '2026-12-31'],
  ['UTC', '2028-02-29'],
];
const DAY = 24 * 3_600_000;

const clockTime = fc.integer({ min: 0, max: 24 * 4 - 1 }).map((quarter) => {
  const minutes = String((quarter % 4) * 15).padStart(2, '0');
  return `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${minutes}`;
});

/** None, some that follow each other, one that ends at midnight or after it, or the whole day. */
const someHours: fc.Arbitrary<Hours[]> = fc.oneof(
  { weight: 5, arbitrary: fc.uniqueArray(clockTime, { maxLength: 6 }).map((times) => pairs(times.toSorted())) },
  { weight: 1, arbitrary: clockTime.map((from) => [{ from, to: '24:00' }]) },
  { weight: 1, arbitrary: fc.uniqueArray(clockTime, { minLength: 2, maxLength: 2 }).map(pairs) },
  { weight: 1, arbitrary: fc.constant<Hours[]>([{ from: '00:00', to: '24:00' }]) },
);

/** A calendar, and an instant (at 00:00 UTC) around which it is worth looking. */
export const someCalendar = fc
  .record({
    place: fc.constantFrom(...ZONES),
    week: fc.array(fc.oneof({ weight: 3, arbitrary: someHours }, fc.constant([])), { minLength: 7, maxLength: 7 }),
    special: fc.uniqueArray(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.boolean(), someHours), {
      selector: ([day]) => day,
      maxLength: 3,
    }),
    worksExtraDays: fc.boolean(),
  })
  .map(({ place: [timeZone, around], week, special, worksExtraDays }) => {
    const weekly = Object.fromEntries(week.map((hours, index) => [WEEKDAYS[index]!, hours]));
    const days = special.map(([offset, isHoliday, hours]) => ({ date: dateFrom(around, offset), isHoliday, hours }));
    const holidays = days.filter(({ isHoliday }) => isHoliday);
    const extraWorkingDays = days.filter(({ isHoliday }) => !isHoliday);
    return compiled({ timeZone, weekly, holidays, extraWorkingDays, worksExtraDays }, new Date(around));
  })
  .filter((drawn) => drawn !== null);

function compiled(definition: CalendarDefinition, around: Date) {
  try {
    return { definition, around, calendar: new Calendar(definition) };
  } catch (error) {
    if (error instanceof HoursOverlap || error instanceof NeverOpen) return null;
    throw error;
  }
}

function pairs(times: readonly string[]): Hours[] {
  return times.flatMap((from, index) => (index % 2 === 0 && times[index + 1] ? [{ from, to: times[index + 1]! }] : []));
}

function dateFrom(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);
}
