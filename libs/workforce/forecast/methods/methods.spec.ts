import { describe, expect, it } from '@jest/globals';
import { backTest } from '../choice/back-test.js';
import { CANDIDATES, FOUR_WEEKS, SEASONAL_NAIVE } from './candidates.js';
import { tryAll } from '../choice/choice.js';
import { dateOf, dayNumber, weekdayOf } from '../civil-date.js';
import { HistoryInvalid, HistoryTooShort } from '../forecast.errors.js';
import { together, type Forecaster } from '../forecaster.js';
import { totalOf, type ObservedDay } from '../history.js';
import { medianOfWeekdays, sameWeekdays } from './same-weekdays.js';
import { OFFICE, someWeeks } from '../some-weeks.contract.js';
import { expectNear, USUAL } from '#libs/testing/doubles/usual-forecaster';

/** The day, with the weekdays before it that are not in the history yet. */
const next = ({ forecast }: Forecaster, history: readonly ObservedDay[], date: string, more: object = {}) => {
  const ahead = [];
  for (let day = dayNumber(history.at(-1)!.date) + 1; day < dayNumber(date); day++)
    if (weekdayOf(day) < 5) ahead.push({ date: dateOf(day) });
  return forecast(history, [...ahead, { date, ...more }]).at(-1)!;
};

describe('a forecast day by day', () => {
  it('says again what always is', () => {
    const history = someWeeks(12, OFFICE);
    const said = next(USUAL, history, '2026-03-30');
    expectNear(totalOf(said), 1_300, 0.02);
    said.forEach((value, at) => expectNear(value, (1_300 * OFFICE.intervals[at]!) / 15, 0.03));
  });

  it('follows a level that has risen', () => {
    const more = someWeeks(
      4,
      { ...OFFICE, weekdays: [1_950, 1_500, 1_425, 1_425, 1_500, 0, 0] },
      { start: '2026-03-30' },
    );
    const history = [...someWeeks(12, OFFICE), ...more];
    expectNear(totalOf(next(USUAL, history, '2026-04-28')), 1_500, 0.06);
  });

  it('knows what the first days of a month bring', () => {
    const history = someWeeks(26, { ...OFFICE, monthStart: 0.3 });
    const [first, middle] = [next(USUAL, history, '2026-07-01'), next(USUAL, history, '2026-07-15')];
    expectNear(totalOf(first) / totalOf(middle), 1.3, 0.06);
  });

  it('expects after a closed Monday what Mondays bring', () => {
    const history = someWeeks(12, OFFICE);
    const ahead = [{ date: '2026-03-31' }];
    const [tuesday] = USUAL.forecast(history, ahead);
    expectNear(totalOf(tuesday!), 1_300, 0.03);
  });

  it('learns events by their names, and what drives the volume', () => {
    const sales = ['2026-02-11', '2026-03-18', '2026-04-15'];
    const events = Object.fromEntries(sales.map((date) => [date, ['sale']]));
    const history = someWeeks(20, { ...OFFICE, events: { sale: 0.8 } }, { events });
    expectNear(totalOf(next(USUAL, history, '2026-05-27', { events: ['sale'] })), 950 * 1.8, 0.12);
    expectNear(totalOf(next(USUAL, history, '2026-05-27')), 950, 0.03);
    const driven = someWeeks(20, OFFICE).map((day, at) => ({
      ...day,
      drivers: { mailings: at % 4 },
      values: day.values.map((value) => value * Math.exp(0.1 * (at % 4))),
    }));
    expectNear(totalOf(next(USUAL, driven, '2026-05-27', { drivers: { mailings: 3 } })), 950 * Math.exp(0.3), 0.03);
  });

  it('is not led astray by an odd day', () => {
    const history = someWeeks(12, OFFICE).map((day) =>
      day.date === '2026-03-24' ? { ...day, values: day.values.map((value) => value * 5) } : day,
    );
    expectNear(totalOf(next(USUAL, history, '2026-03-31')), 1_000, 0.03);
  });

  it('goes on with a trend, less with each day, where the back-test chooses one that does', () => {
    const law = { weekdays: [900, 800, 700, 700, 800, 500, 400], intervals: [1] };
    const rising = someWeeks(68, law).map((day, at) => ({ ...day, values: [day.values[0]! * 1.002 ** at] }));
    const [history, ahead] = [rising.slice(0, -56), rising.slice(-56)];
    const [best] = tryAll(CANDIDATES, history.slice(-200), { days: 28, horizon: 7 });
    expect(best!.forecaster.name).toContain('trend');
    const said = best!.forecaster.forecast(history, ahead).map(totalOf);
    for (const [days, share] of [
      [7, 0.01],
      [28, 0.015],
      [56, 0.03],
    ] as const)
      expectNear(said[days - 1]!, totalOf(ahead[days - 1]!.values), share);
  });

  it('knows the season of the year from a year and a half on, wherever in it the history ends', () => {
    const wave = (at: number) => 1 + 0.3 * Math.sin((2 * Math.PI * at) / 365.2425);
    const days = someWeeks(130, { ...OFFICE, weekdays: [90, 90, 90, 90, 90, 90, 90] }).map((day, at) => ({
      ...day,
      values: day.values.map((value) => value * wave(at)),
    }));
    for (const known of [550, 610, 671, 731]) {
      const ahead = days.slice(known, known + 56);
      const said = USUAL.forecast(days.slice(0, known), ahead).map(totalOf);
      said.forEach((total, at) => expectNear(total, totalOf(ahead[at]!.values), 0.02));
    }
  });

  it('repairs an interval that was odd, and a day that was spread unlike any other', () => {
    const even = { ...OFFICE, intervals: new Array<number>(48).fill(20), weekdays: [960, 960, 960, 960, 960, 0, 0] };
    const history = someWeeks(10, even);
    const changed = (date: string, value: (at: number, was: number) => number) =>
      history.map((day) => (day.date === date ? { ...day, values: day.values.map((was, at) => value(at, was)) } : day));
    const outage = changed('2026-03-09', (at, was) => (at < 30 ? 0 : was));
    const spike = changed('2026-03-09', (at, was) => (at === 7 ? 10 * was : was));
    for (const known of [outage, spike])
      next(USUAL, known, '2026-03-16').forEach((value, _, all) => expectNear(value, totalOf(all) / 48, 0.005));
  });

  it('keeps another way of spreading the day that has stayed', () => {
    const later = { ...OFFICE, intervals: [3, 1, 2, 4, 3, 2] };
    const history = [...someWeeks(12, OFFICE), ...someWeeks(8, later, { start: '2026-03-30' })];
    const said = next(USUAL, history, '2026-05-25');
    said.forEach((value, at) => expectNear(value / totalOf(said), later.intervals[at]! / 15, 0.1));
  });

  it('takes chance for none: quiet intervals keep their contacts', () => {
    const quiet = { ...OFFICE, intervals: [1, 1, 1, 1, 1, 45], weekdays: [50, 50, 50, 50, 50, 0, 0] };
    const history = someWeeks(40, { ...quiet, noise: true });
    const [share] = next(USUAL, history, '2026-10-12').map((value, _, all) => value / totalOf(all));
    const came = history.map(({ values }) => values[0]!).reduce((sum, value) => sum + value, 0);
    expectNear(share!, came / history.map(({ values }) => totalOf(values)).reduce((sum, each) => sum + each, 0), 0.2);
  });

  it('says something of days without a single contact', () => {
    const history = someWeeks(4, { ...OFFICE, weekdays: [0, 0, 0, 0, 0, 0, 0].map(() => 0.000_1) }).map((day) => ({
      ...day,
      values: day.values.map(() => 0),
    }));
    expect(totalOf(next(USUAL, history, '2026-02-02'))).toBeCloseTo(0);
  });
});

describe('methods by hand', () => {
  const history = someWeeks(3, OFFICE).map((day, at) => ({ ...day, values: [at, 10 * at] }));

  it('weigh the last days of the same weekday', () => {
    expect(next(SEASONAL_NAIVE, history, '2026-01-26')).toEqual([10, 100]);
    expect(next(sameWeekdays('two', [3, 1]), history, '2026-01-26')).toEqual([8.75, 87.5]);
    expect(next(FOUR_WEEKS, history, '2026-01-26')).toEqual([expect.closeTo(5), expect.closeTo(50)]);
    expect(next(medianOfWeekdays('three', 3), history, '2026-01-26')).toEqual([5, 50]);
    expect(next(medianOfWeekdays('two', 2), history, '2026-01-26')).toEqual([7.5, 75]);
  });

  it('take the last day there was for a weekday that was never worked', () => {
    expect(next(SEASONAL_NAIVE, history, '2026-01-31')).toEqual([14, 140]);
  });

  it('can be taken together', () => {
    const both = together('both', [SEASONAL_NAIVE, FOUR_WEEKS]);
    expect(next(both, history, '2026-01-26')).toEqual([7.5, expect.closeTo(75)]);
  });
});

describe('days of the history that somebody has weighted', () => {
  const history = someWeeks(12, OFFICE);
  const of = (date: string, weight: number, times = 3) =>
    history.map((day) =>
      day.date === date ? { ...day, weight, values: day.values.map((each) => each * times) } : day,
    );
  const [odd, monday] = ['2026-03-23', '2026-03-30'];
  const models = CANDIDATES.map((each) => [each.name, each] as const);

  it.each(models)('and excluded are not learnt from, by: %s', (_, { forecast }) => {
    const ahead = [{ date: monday }];
    expect(forecast(of(odd, 0), ahead)).toEqual(forecast(of(odd, 0, 5), ahead));
  });

  it('count as much as they are said to', () => {
    const mean = sameWeekdays('two', [1, 1]);
    const [usual] = next(mean, history, monday) as [number];
    expectNear(next(mean, of(odd, 3), monday)[0]!, usual * 2.5, 0.001);
    const middle = medianOfWeekdays('three', 3);
    expectNear(next(middle, of(odd, 1), monday)[0]!, usual, 0.001);
    expectNear(next(middle, of(odd, 5), monday)[0]!, usual * 3, 0.001);
  });

  it('are not what a back-test is judged by, when they are excluded', () => {
    const once = backTest(sameWeekdays('last', [1]), of(odd, 0), { days: 10, horizon: 5 });
    expect(once).toHaveLength(9);
    expect(once.map(({ date }) => date)).not.toContain(odd);
  });

  it('are refused where nothing is left, or a weight is none', () => {
    const none = history.map((day) => ({ ...day, weight: 0 }));
    expect(() => tryAll(CANDIDATES, none, { days: 5, horizon: 5 })).toThrow(HistoryTooShort);
    expect(() => tryAll(CANDIDATES, of(odd, -1), { days: 5, horizon: 5 })).toThrow(HistoryInvalid);
  });
});
