import { accuracyOf } from '#libs/workforce/forecast/accuracy';
import { CANDIDATES } from '#libs/workforce/forecast/candidates';
import { tryAll } from '#libs/workforce/forecast/choice';
import { dateOf, dayNumber, weekdayOf } from '#libs/workforce/forecast/civil-date';
import type { ObservedDay } from '#libs/workforce/forecast/history';
import { CannotPlay } from '../../world/cannot-play.js';

/** Days are tried as if they were not known, this many weeks of them. */
const TRIED_WEEKS = 8;
const LEARNT_WEEKS = 2;

/** The week of a day, as it was forecast before it began. */
export interface WeekAhead {
  /** From Monday on, for each interval of a day; none on days that are closed. */
  readonly days: readonly (readonly number[])[];
  /** Which of them it is about. */
  readonly weekday: number;
  readonly method: string;
  /** Of the day: share of what came that the forecast was off by. */
  readonly wape: number;
}

/** Forecasts the week of a day from all days before its Monday, by what does best on the weeks before. @throws CannotPlay */
export function weekAhead(history: readonly ObservedDay[], at: number): WeekAhead {
  const day = history[at];
  if (day === undefined) throw new CannotPlay(`There is no day ${at} to forecast.`);
  const number = dayNumber(day.date);
  const weekday = weekdayOf(number);
  const [monday, nextMonday] = [dateOf(number - weekday), dateOf(number - weekday + 7)];
  const before = history.filter(({ date }) => date < monday);
  const ahead = history.filter(({ date }) => date >= monday && date < nextMonday);
  const daysAWeek = new Set(history.map(({ date }) => weekdayOf(dayNumber(date)))).size;
  if (before.length < (TRIED_WEEKS + LEARNT_WEEKS) * daysAWeek)
    throw new CannotPlay(`Before day ${at} there are too few to forecast it: ${before.length}.`);
  const [{ forecaster }] = tryAll(CANDIDATES, before, { days: TRIED_WEEKS * daysAWeek, horizon: daysAWeek }) as [
    ReturnType<typeof tryAll>[number],
  ];
  const said = forecaster.forecast(
    before,
    ahead.map(({ values: _, ...known }) => known),
  );
  const days: (readonly number[])[] = Array.from({ length: 7 }, () => []);
  ahead.forEach(({ date }, place) => (days[weekdayOf(dayNumber(date))] = said[place]!));
  return { days, weekday, method: forecaster.name, wape: accuracyOf(day.values, days[weekday]!, 1).wape };
}
