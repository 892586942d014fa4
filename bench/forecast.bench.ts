import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { accuracyOf } from '#libs/workforce/forecast/choice/accuracy';
import { backTest, type ForecastOnce } from '#libs/workforce/forecast/choice/back-test';
import { CANDIDATES, FOUR_WEEKS, SEASONAL_NAIVE } from '#libs/workforce/forecast/methods/candidates';
import { tryAll } from '#libs/workforce/forecast/choice/choice';
import { dateOf, dayNumber, weekdayOf } from '#libs/workforce/forecast/civil-date';
import type { Forecaster } from '#libs/workforce/forecast/forecaster';
import { type ObservedDay } from '#libs/workforce/forecast/history';
import { reforecast } from '#libs/workforce/forecast/intraday';
import { predictionInterval, uncertaintyOf } from '#libs/workforce/forecast/prediction-interval';
import { doubleSeasonal } from './forecast/double-seasonal.js';
import { mstl } from './forecast/mstl.js';
import { measuredBy, percent, round, type Measured } from './forecast/measured.js';
import { tbatsOnce } from './forecast/tbats.js';
import { readCalls } from '../tools/calls/read-calls.js';
import { NoPythonPackage } from '../tools/python-package.js';
import type { Bench } from './runner.js';
import { atLeast, atMost } from './target.js';

const DATA = join('..', 'shared', 'data', 'calls', 'bank-calls-5min.csv');
const TEST_WEEKS = 8;
const CHOICE_WEEKS = 8;
const FURTHER_WEEKS = 2;
const HALF_HOUR = 30;
const DAYS_A_WEEK = 7;
const WEEKS_A_YEAR = 53;

/**
 * Calls of the last weeks, forecast from all that was known before: what the choice of methods says beside single methods and a library's.
 * The choice is made on the weeks before the first that is asked about.
 */
export const bench: Bench = async (args) => {
  const { values } = parseArgs({
    args,
    options: { data: { type: 'string', default: DATA }, start: { type: 'string' }, smoke: { type: 'boolean' } },
  });
  if (!existsSync(values.data)) throw new Error(`${resolve(values.data)} is not there; name a file with --data`);
  const days = readCalls(values.data, values.start);
  const daysAWeek = new Set(days.map(({ date }) => weekdayOf(dayNumber(date)))).size;
  const testDays = daysAWeek * (values.smoke ? 2 : TEST_WEEKS);
  const minutes = intervalMinutes(days, values.data);
  const peers = [await mstl(daysAWeek), doubleSeasonal(daysAWeek)];
  const asked = { days, testDays, daysAWeek, minutes, peers };
  const day = compared({ ...asked, horizon: 1 });
  const week = compared({ ...asked, horizon: daysAWeek });
  const weeks = coverageFurther(asked, week.chosen);
  for (const [horizon, { methods, chosen }] of Object.entries({ day, week }))
    for (const [name, { wape, wapeHalfHour }] of Object.entries(methods))
      console.log(
        `  a ${horizon} ahead: ${wape} % (${wapeHalfHour} % by half-hour) ${name}${name === chosen ? ', chosen' : ''}`,
      );
  const tbats = values.smoke ? null : await besideTbats(asked, { day: day.chosen, week: week.chosen });
  const year = yearOf(days);
  const yearSeconds = chosenFrom(year.slice(0, -daysAWeek), year.slice(-daysAWeek), daysAWeek).seconds;
  const best = week.methods[OURS]!;
  const others = (horizon: typeof day) =>
    Math.min(...NAMED.map((name) => horizon.methods[name]!.wape)) - horizon.methods[OURS]!.wape;
  return {
    results: {
      file: values.data,
      days: days.length,
      intervalMinutes: minutes,
      testDays,
      day,
      week,
      ...(tbats && { tbats }),
      weeks,
      yearDays: year.length,
    },
    targets: [
      atMost('WAPE a week ahead, by interval, in %', best.wape, 8),
      atMost('WAPE a week ahead, by half-hour, in %', best.wapeHalfHour, 6),
      atLeast('WAPE of the best named method a day ahead, above ours, in points', round(others(day)), 0),
      atLeast('WAPE of the best named method a week ahead, above ours, in points', round(others(week)), 0),
      ...Object.entries(tbats ?? {}).map(([ahead, beside]) =>
        atLeast(
          `WAPE of TBATS a ${ahead} ahead, above ours, in points`,
          round(beside.tbats.wape - beside.ours.wape),
          0,
        ),
      ),
      ...Object.entries({ 'a day': day.coverage, 'a week': week.coverage, 'two weeks': weeks }).flatMap(
        ([ahead, said]) => [
          atLeast(`intervals ${ahead} ahead within the 90 % prediction interval, in %`, said.said90Percent, 85),
          atMost(`intervals ${ahead} ahead within the 90 % prediction interval, in %, at most`, said.said90Percent, 95),
        ],
      ),
      atMost('seconds to choose and to forecast a week', week.seconds, 10),
      atMost('seconds to choose and to forecast a week from a year', yearSeconds, 10),
    ],
  };
};

const OURS = 'what was chosen';
const NAMED = [
  ...[SEASONAL_NAIVE.name, FOUR_WEEKS.name, 'MSTL with ETS (augurs)'],
  'double-seasonal Holt-Winters with AR(1) (Taylor)',
];
/** A day ahead: a fit takes half a minute, so each weekday is asked about in turn. */
const TBATS_EVERY = 4;

interface Asked {
  readonly days: readonly ObservedDay[];
  readonly testDays: number;
  readonly daysAWeek: number;
  readonly minutes: number;
  readonly horizon: number;
  readonly peers: readonly Forecaster[];
}

/** What was chosen for each horizon, by name. */
interface Chosen {
  readonly day: string;
  readonly week: string;
}

function compared({ days, testDays, daysAWeek, minutes, horizon, peers }: Asked) {
  const before = days.slice(0, -testDays);
  const settings = { days: testDays, horizon };
  const { forecaster, known, seconds } = chosenFrom(before, days.slice(-testDays).slice(0, horizon), daysAWeek);
  const measured = measuredBy(naiveError(before), HALF_HOUR / minutes);
  const once = backTest(forecaster, days, settings);
  const methods: Record<string, Measured> = Object.fromEntries(
    [...new Set([...CANDIDATES, ...peers])].map((each) => [each.name, measured(backTest(each, days, settings))]),
  );
  return {
    chosen: forecaster.name,
    seconds,
    methods: { [OURS]: measured(once), ...methods } as typeof methods,
    coverage: coverage(known, once),
    atNoon: atNoon(known, once),
  };
}

/** TBATS, and what was chosen for the same days: a week ahead all of them, a day ahead some. None where its library cannot be had. */
async function besideTbats({ days, testDays, daysAWeek, minutes }: Omit<Asked, 'horizon'>, chosen: Chosen) {
  const measured = measuredBy(naiveError(days.slice(0, -testDays)), HALF_HOUR / minutes);
  const beside = async (name: string, horizon: number, every: number) => {
    const tbats = await tbatsOnce(days, { daysAWeek, testDays, horizon, every });
    const asked = new Set(tbats.map(({ date }) => date));
    const { forecast } = CANDIDATES.find((each) => each.name === name)!;
    const ours = backTest({ name, forecast }, days, { days: testDays, horizon }).filter(({ date }) => asked.has(date));
    const found = { days: asked.size, tbats: measured(tbats), ours: measured(ours) };
    console.log(
      `  TBATS on ${asked.size} of the days, ${horizon} ahead: ${found.tbats.wape} %; what was chosen: ${found.ours.wape} %`,
    );
    return found;
  };
  try {
    return { day: await beside(chosen.day, 1, TBATS_EVERY), week: await beside(chosen.week, daysAWeek, daysAWeek) };
  } catch (error) {
    if (!(error instanceof NoPythonPackage)) throw error;
    console.log(`  TBATS is left out: ${error.message}`);
    return null;
  }
}

/** What the last weeks before choose, asked about all days ahead at once; and how long choosing and forecasting take. */
function chosenFrom(before: readonly ObservedDay[], ahead: readonly ObservedDay[], daysAWeek: number) {
  const begun = performance.now();
  const choice = tryAll(CANDIDATES, before, { days: CHOICE_WEEKS * daysAWeek, horizon: ahead.length });
  const { forecaster, once: known } = choice[0]!;
  forecaster.forecast(before, ahead);
  return { forecaster, known, seconds: round((performance.now() - begun) / 1_000) };
}

/** The last year; a file that is shorter is repeated until it is one, by whole weeks. */
function yearOf(days: readonly ObservedDay[]): readonly ObservedDay[] {
  const first = dayNumber(days[0]!.date);
  const weeks = Math.ceil((dayNumber(days.at(-1)!.date) - first + 1) / DAYS_A_WEEK);
  const times = Math.ceil(WEEKS_A_YEAR / weeks);
  const repeated = Array.from({ length: times }, (_, time) =>
    days.map((day) => ({ ...day, date: dateOf(dayNumber(day.date) + time * weeks * DAYS_A_WEEK) })),
  ).flat();
  const end = dayNumber(repeated.at(-1)!.date);
  return repeated.filter(({ date }) => dayNumber(date) > end - WEEKS_A_YEAR * DAYS_A_WEEK);
}

/** Weeks ahead, by the method that was chosen a week ahead; learnt from the weeks before the first that is asked about. */
function coverageFurther({ days, testDays, daysAWeek }: Omit<Asked, 'horizon'>, chosen: string) {
  const { forecast } = CANDIDATES.find(({ name }) => name === chosen)!;
  const horizon = Math.min(testDays, FURTHER_WEEKS * daysAWeek);
  const known = CHOICE_WEEKS * daysAWeek;
  const before = days.slice(0, -testDays);
  const learnt = [1, FURTHER_WEEKS].flatMap((weeks) =>
    backTest({ name: chosen, forecast }, before, { days: known, horizon: weeks * daysAWeek }),
  );
  return coverage(learnt, backTest({ name: chosen, forecast }, days, { days: testDays, horizon }));
}

/** How many of a hundred intervals were within what was said, by what was known before the first of them; and how wide that was. */
function coverage(known: readonly ForecastOnce[], once: readonly ForecastOnce[]) {
  const uncertainty = uncertaintyOf(known);
  const looked = (some: readonly ForecastOnce[], confidence: number) => {
    const said = some.flatMap(({ actual, forecast, daysAhead }) =>
      actual.map((value, at) => {
        const { from, to } = predictionInterval(uncertainty, forecast[at]!, confidence, daysAhead);
        return { isWithin: value >= from && value <= to, width: to - from };
      }),
    );
    const width = said.reduce((sum, each) => sum + each.width, 0) / said.length;
    return { percent: percent(said.filter(({ isWithin }) => isWithin).length / said.length), width: round(width) };
  };
  const ahead = [...Map.groupBy(once, ({ daysAhead }) => daysAhead)].sort(([one], [other]) => one - other);
  return {
    ...{ said80Percent: looked(once, 0.8).percent, said90Percent: looked(once, 0.9).percent },
    said95Percent: looked(once, 0.95).percent,
    ...{ drift: round(uncertainty.drift), growthOfSquare: uncertainty.growth },
    by90: ahead.map(([daysAhead, some]) => ({ daysAhead, ...looked(some, 0.9) })),
  };
}

/** The second half of each day: as it was forecast, and once more when the first half was over. */
function atNoon(known: readonly ForecastOnce[], once: readonly ForecastOnce[]) {
  const uncertainty = uncertaintyOf(known);
  const noon = Math.floor(once[0]!.actual.length / 2);
  const rest = (of: (day: ForecastOnce) => readonly number[]) => once.flatMap((day) => of(day).slice(noon));
  const actual = rest((day) => day.actual);
  const again = rest((day) => reforecast(day.forecast, day.actual.slice(0, noon), uncertainty));
  return {
    wapeAsForecast: percent(
      accuracyOf(
        actual,
        rest((day) => day.forecast),
        1,
      ).wape,
    ),
    wapeForecastAgain: percent(accuracyOf(actual, again, 1).wape),
  };
}

function naiveError(days: readonly ObservedDay[]): number {
  const once = backTest(SEASONAL_NAIVE, days, { days: Math.floor(days.length * 0.8), horizon: 1 });
  const errors = once.flatMap(({ actual, forecast }) => actual.map((value, at) => Math.abs(value - forecast[at]!)));
  return errors.reduce((sum, error) => sum + error, 0) / errors.length;
}

function intervalMinutes(days: readonly ObservedDay[], path: string): number {
  const named = /-(\d+)min/.exec(path)?.[1];
  return named === undefined ? Math.round(1_440 / days[0]!.values.length) : Number(named);
}
