import { describe, expect, it } from '@jest/globals';
import { accuracyOf, grouped } from './choice/accuracy.js';
import { backTest } from './choice/back-test.js';
import { CANDIDATES, FOUR_WEEKS, SEASONAL_NAIVE } from './methods/candidates.js';
import { tryAll } from './choice/choice.js';
import { dateOf, dayNumber, placeInMonth, weekdayOf } from './civil-date.js';
import { dayByDay } from './methods/day-by-day.js';
import { kindsOf } from './day-kinds.js';
import { HistoryInvalid, HistoryTooShort } from './forecast.errors.js';
import { together, type Forecaster } from './forecaster.js';
import { handleTimes } from './handle-time.js';
import { totalOf, type ObservedDay } from './history.js';
import { reforecast } from './intraday.js';
import { predictionInterval, uncertaintyOf } from './prediction-interval.js';
import { medianOfWeekdays, sameWeekdays } from './methods/same-weekdays.js';
import { OFFICE, someWeeks } from './some-weeks.contract.js';

const USUAL = dayByDay('usual', { levelGain: 0.15, memory: 0.95, shared: 0.2, smoothing: 0 });
/** The day, with the weekdays before it that are not in the history yet. */
const next = ({ forecast }: Forecaster, history: readonly ObservedDay[], date: string, more: object = {}) => {
  const ahead = [];
  for (let day = dayNumber(history.at(-1)!.date) + 1; day < dayNumber(date); day++)
    if (weekdayOf(day) < 5) ahead.push({ date: dateOf(day) });
  return forecast(history, [...ahead, { date, ...more }]).at(-1)!;
};
const within = (share: number, value: number) => [value * (1 - share), value * (1 + share)] as const;
const expectNear = (actual: number, wanted: number, share: number) => {
  const [from, to] = within(share, wanted);
  expect(actual).toBeGreaterThanOrEqual(from);
  expect(actual).toBeLessThanOrEqual(to);
};

describe('a calendar of days', () => {
  it('knows weekdays and how far the first of a month is', () => {
    expect(weekdayOf(dayNumber('2026-11-23'))).toBe(0);
    expect(weekdayOf(dayNumber('1969-12-28'))).toBe(6);
    expect(
      ['2026-02-01', '2026-01-31', '2026-02-14', '2026-02-16'].map((date) => placeInMonth(dayNumber(date))),
    ).toEqual([0, -1, 13, -13]);
    expect(() => dayNumber('23.11.2026')).toThrow(HistoryInvalid);
  });

  it('takes the day after a closed Monday for a Monday, and none for it where the centre works every day', () => {
    const history = someWeeks(6, OFFICE, { closed: ['2026-02-02'] });
    const kinds = kindsOf(history);
    expect(kinds.filter(({ afterClosing }) => afterClosing)).toEqual([
      { day: dayNumber('2026-02-03'), weekday: 0, afterClosing: true },
    ]);
    const always = someWeeks(6, { ...OFFICE, weekdays: [9, 9, 9, 9, 9, 9, 9] }, { closed: ['2026-02-02'] });
    expect(kindsOf(always).filter(({ afterClosing }) => afterClosing)).toMatchObject([{ weekday: 1 }]);
  });
});

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

describe('a back-test', () => {
  const history = someWeeks(8, { ...OFFICE, noise: true });

  it('never shows a forecaster the day it is asked about, or a later one', () => {
    const seen: string[] = [];
    const spy: Forecaster = {
      name: 'spy',
      forecast: (known, ahead) => {
        seen.push(`${known.at(-1)!.date} < ${ahead.map(({ date }) => date.slice(5)).join(' ')}`);
        expect(ahead.every((day) => !('values' in day))).toBe(true);
        return ahead.map(() => known[0]!.values.map(() => 0));
      },
    };
    const once = backTest(spy, history, { days: 7, horizon: 5 });
    expect(seen).toEqual(['2026-02-18 < 02-19 02-20 02-23 02-24 02-25', '2026-02-25 < 02-26 02-27']);
    expect(once.map(({ daysAhead }) => daysAhead)).toEqual([1, 2, 5, 6, 7, 1, 2]);
    expect(once[0]!.actual).toEqual(history.at(-7)!.values);
  });

  it('chooses what was nearest, and says by how much', () => {
    const tried = tryAll(CANDIDATES, history, { days: 10, horizon: 5 });
    expect(tried.map(({ wape }) => wape)).toEqual(tried.map(({ wape }) => wape).toSorted((a, b) => a - b));
    expect(tried.length).toBe(CANDIDATES.length);
    expect(tried[0]!.wape).toBeLessThan(tried.find(({ forecaster }) => forecaster === SEASONAL_NAIVE)!.wape);
  });

  it('refuses a history that says nothing, or contradicts itself', () => {
    const ask = (days: readonly ObservedDay[]) => () => tryAll(CANDIDATES, days, { days: 5, horizon: 5 });
    const change = (change: Partial<ObservedDay>) => history.map((day, at) => (at === 3 ? { ...day, ...change } : day));
    expect(ask(history.slice(0, 14))).toThrow(HistoryTooShort);
    expect(ask(change({ values: [1] }))).toThrow(HistoryInvalid);
    expect(ask(change({ values: [1, 2, 3, 4, 5, -6] }))).toThrow(HistoryInvalid);
    expect(ask(change({ date: '2026-01-01' }))).toThrow(HistoryInvalid);
    expect(ask(history.map((day) => ({ ...day, values: [] })))).toThrow(HistoryInvalid);
  });
});

describe('accuracy', () => {
  it('weighs errors by volume', () => {
    const accuracy = accuracyOf([100, 0, 50], [90, 6, 50], 4);
    expect(accuracy.wape).toBeCloseTo(16 / 150);
    expect(accuracy.rmse).toBeCloseTo(Math.sqrt(136 / 3));
    expect(accuracy.mase).toBeCloseTo(16 / 3 / 4);
    expect(accuracy.bias).toBeCloseTo(-4 / 150);
  });

  it('is looked at by longer intervals, too', () => {
    expect(grouped([1, 2, 3, 4, 5], 2)).toEqual([3, 7, 5]);
  });
});

describe('what is uncertain', () => {
  const history = someWeeks(40, {
    ...OFFICE,
    noise: true,
    intervals: Array.from({ length: 48 }, (_, at) => 1 + (at % 12)),
  });
  const uncertainty = uncertaintyOf(backTest(USUAL, history.slice(0, 150), { days: 60, horizon: 5 }));

  it('is told from what is chance: calls that come independently vary by their mean', () => {
    expectNear(uncertainty.noise, 1, 0.2);
    expect(uncertainty.drift).toBeLessThan(0.05);
  });

  it('covers what it says', () => {
    const later = backTest(USUAL, history, { days: 50, horizon: 5 });
    for (const confidence of [0.5, 0.8, 0.95]) {
      const hits = later.flatMap(({ actual, forecast, daysAhead }) =>
        actual.map((value, at) => {
          const { from, to } = predictionInterval(uncertainty, forecast[at]!, confidence, daysAhead);
          return from <= value && value <= to;
        }),
      );
      expect(Math.abs(hits.filter(Boolean).length / hits.length - confidence)).toBeLessThan(0.045);
    }
  });

  it('is wider the further ahead, by how far the back-test was off there', () => {
    const level = (day: number) => 1_000 * (1 + 0.3 * Math.sin(day / 6));
    const wave = Array.from({ length: 200 }, (_, day) => ({
      ...{ date: dateOf(dayNumber('2026-01-05') + day), values: new Array<number>(10).fill(level(day) / 10) },
    }));
    const yesterday: Forecaster = {
      name: 'as the last day there was',
      forecast: (known, ahead) => ahead.map(() => [...known.at(-1)!.values]),
    };
    const once = backTest(yesterday, wave, { days: 120, horizon: 6 });
    const learnt = uncertaintyOf(once);
    const width = (daysAhead: number) => {
      const { from, to } = predictionInterval(learnt, 100, 0.9, daysAhead);
      return to - from;
    };
    expect(learnt.growth).toBeGreaterThan(0);
    expect(width(6)).toBeGreaterThan(1.5 * width(1));
    expect(width(20)).toBeGreaterThan(width(6));
    const hits = once.map(({ actual: [value], forecast: [mean], daysAhead }) => {
      const { from, to } = predictionInterval(learnt, mean!, 0.9, daysAhead);
      return from <= value! && value! <= to;
    });
    expectNear(hits.filter(Boolean).length / hits.length, 0.9, 0.05);
  });

  it('is as wide as ever where it was learnt before that', () => {
    const { noise, drift, errors } = uncertainty;
    const old = { noise, drift, errors };
    expect(predictionInterval(old, 100, 0.9, 20)).toEqual(predictionInterval(old, 100, 0.9, 1));
  });

  it('never reaches below nothing', () => {
    expect(predictionInterval(uncertainty, 0.2, 0.99, 1).from).toBe(0);
  });
});

describe('a day that is half over', () => {
  const expected = [100, 100, 100, 100];

  it('goes on as much higher as its level was uncertain', () => {
    const moving = { noise: 1, drift: 0.5, errors: [] };
    const [, , third] = reforecast(expected, [150, 150], moving);
    expectNear(third!, 150, 0.02);
    const still = { noise: 1, drift: 0, errors: [] };
    expect(reforecast(expected, [150, 150], still)).toEqual([150, 150, 100, 100]);
  });

  it('trusts little of a quiet beginning', () => {
    const [, rest] = reforecast([2, 100], [4], { noise: 1, drift: 0.1, errors: [] });
    expect(rest).toBeLessThan(104);
    expect(rest).toBeGreaterThan(100);
  });

  it('stays as it is where nothing was expected yet', () => {
    expect(reforecast([0, 10], [0], { noise: 1, drift: 0.2, errors: [] })).toEqual([0, 10]);
  });
});

describe('handle times', () => {
  const handled = (secondsOf: (at: number) => number) =>
    someWeeks(8, OFFICE).map((day) => ({
      ...day,
      handledSeconds: day.values.map((value, at) => value * secondsOf(at)),
    }));

  it('are those of the interval, where enough contacts speak for it', () => {
    const [day] = handleTimes(
      handled((at) => 180 + 30 * at),
      [{ date: '2026-03-02' }],
    );
    day!.forEach((seconds, at) => expectNear(seconds, 180 + 30 * at, 0.06));
  });

  it('are those of the day where an interval was quiet', () => {
    const history = handled(() => 200).map((day) => ({
      ...day,
      values: [0, ...day.values.slice(1)],
      handledSeconds: [0, ...day.handledSeconds.slice(1)],
    }));
    expect(handleTimes(history, [{ date: '2026-03-02' }])[0]![0]).toBeCloseTo(200);
  });

  it('are repaired where one day was odd: a call nobody ended, or none that was handled', () => {
    const history = handled(() => 200);
    const odd = (seconds: number) =>
      history.map((day) =>
        day.date === '2026-02-23'
          ? { ...day, handledSeconds: day.handledSeconds.map((was, at) => (at === 2 ? seconds : was)) }
          : day,
      );
    const usual = handleTimes(history, [{ date: '2026-03-02' }])[0]!;
    for (const seconds of [0, 500_000])
      handleTimes(odd(seconds), [{ date: '2026-03-02' }])[0]!.forEach((each, at) =>
        expect(each).toBeCloseTo(usual[at]!),
      );
  });

  it('of a few contacts are only kept from being any number', () => {
    const single = handled(() => 200).map((day) => ({
      ...day,
      values: day.values.map(() => 1),
      handledSeconds: day.values.map(() => 200),
    }));
    const of = (longest: number) =>
      handleTimes(
        single.map((day) =>
          day.date === '2026-02-23' ? { ...day, handledSeconds: day.values.map(() => longest) } : day,
        ),
        [{ date: '2026-03-02' }],
      )[0]![0]!;
    expect(of(1_000)).toBeGreaterThan(of(200));
    expect(of(40_000)).toBeCloseTo(of(2_600));
  });

  it('are refused where nothing was handled', () => {
    const idle = handled(() => 0).map((day) => ({ ...day, values: day.values.map(() => 0) }));
    expect(() => handleTimes(idle, [{ date: '2026-03-02' }])).toThrow(HistoryInvalid);
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
