import { describe, expect, it } from '@jest/globals';
import { accuracyOf, grouped } from './choice/accuracy.js';
import { backTest } from './choice/back-test.js';
import { CANDIDATES, SEASONAL_NAIVE } from './methods/candidates.js';
import { tryAll } from './choice/choice.js';
import { dateOf, dayNumber, placeInMonth, weekdayOf } from './civil-date.js';
import { kindsOf } from './day-kinds.js';
import { HistoryInvalid, HistoryTooShort } from './forecast.errors.js';
import { type Forecaster } from './forecaster.js';
import { handleTimes } from './handle-time.js';
import { type ObservedDay } from './history.js';
import { reforecast } from './intraday.js';
import { predictionInterval, uncertaintyOf } from './prediction-interval.js';
import { OFFICE, someWeeks } from './some-weeks.contract.js';
import { expectNear, USUAL } from '#libs/testing/doubles/usual-forecaster';

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
