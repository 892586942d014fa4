import { accuracyOf } from '#libs/workforce/forecast/choice/accuracy';
import { dayNumber } from '#libs/workforce/forecast/civil-date';
import { totalOf, type HandledDay } from '#libs/workforce/forecast/history';
import { predictionInterval } from '#libs/workforce/forecast/prediction-interval';
import type { ForecastDay } from '../forecasts/make-forecast.js';
import type { ForecastVersion } from './forecast-version.schema.js';

export interface DayAccuracy {
  readonly date: string;
  readonly actual: number;
  readonly forecast: number;
  readonly wape: number;
  readonly bias: number;
}

export interface VersionAccuracy {
  readonly days: readonly DayAccuracy[];
  /** By interval, over all days that are over. Shares; null: nothing came yet. */
  readonly wape: number | null;
  readonly dailyWape: number | null;
  readonly bias: number | null;
  /** Of handle times, by volume. */
  readonly handleTimeWape: number | null;
  /** Intervals that were within what was said, with 90 % confidence. */
  readonly coverage: number | null;
}

const CONFIDENCE = 0.9;
const NOTHING = { days: [], wape: null, dailyWape: null, bias: null, handleTimeWape: null, coverage: null };

/** What was forecast beside what came, of days that are over and on which something came. */
export function accuracyOfVersion(
  forecast: readonly ForecastDay[],
  actual: readonly HandledDay[],
  { uncertainty, historyTo }: Pick<ForecastVersion, 'uncertainty' | 'historyTo'>,
): VersionAccuracy {
  const both = actual.flatMap((came) => {
    const said = forecast.find(({ date }) => date === came.date);
    return said ? [{ came, said }] : [];
  });
  if (both.length === 0) return NOTHING;
  const came = both.flatMap((day) => day.came.values);
  const said = both.flatMap((day) => day.said.contacts);
  const { wape, bias } = accuracyOf(came, said, 1);
  const daily = accuracyOf(
    both.map((day) => totalOf(day.came.values)),
    both.map((day) => totalOf(day.said.contacts)),
    1,
  );
  const within = both.flatMap((day) => {
    const ahead = dayNumber(day.came.date) - dayNumber(historyTo);
    return day.came.values.filter((value, at) => {
      const { from, to } = predictionInterval(uncertainty, day.said.contacts[at]!, CONFIDENCE, ahead);
      return from <= value && value <= to;
    });
  });
  return {
    ...{ wape, bias, dailyWape: daily.wape, coverage: within.length / came.length },
    handleTimeWape: handleTimeWape(both),
    days: both.map((day) => {
      const { wape: off, bias: signed } = accuracyOf(day.came.values, day.said.contacts, 1);
      const totals = { actual: totalOf(day.came.values), forecast: totalOf(day.said.contacts) };
      return { date: day.came.date, ...totals, wape: off, bias: signed };
    }),
  };
}

function handleTimeWape(both: readonly { readonly came: HandledDay; readonly said: ForecastDay }[]): number {
  const seconds = both.flatMap(({ came }) => came.handledSeconds);
  const said = both.flatMap(({ came, said: day }) => came.values.map((count, at) => count * day.handleSeconds[at]!));
  return accuracyOf(seconds, said, 1).wape;
}
