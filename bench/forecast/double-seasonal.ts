import { Dice } from '#libs/kernel/dice';
import type { Forecaster } from '#libs/workforce/forecast/forecaster';

/** Weeks that are looked back: more makes it slower, not better. */
const WEEKS = 8;
const TRIES = 300;
const FIRST_STEP = 0.1;
const LAST_STEP = 0.0005;
const SEED = 1;

/** Between 0 and 1: of the level, of the day, of the week; and how much of an error is left in the next interval. */
type Smoothing = readonly [level: number, day: number, week: number, error: number];

/**
 * Holt-Winters with a day and a week, and the error of one interval in the next (J. W. Taylor, "Short-term electricity demand forecasting using double
 * seasonal exponential smoothing", 2003; without trend, additive, as in his "Triple seasonal methods for short-term electricity
 * demand forecasting", 2010). Its four numbers have the least squared error of one interval ahead: from the best of random ones, step by step.
 */
export function doubleSeasonal(daysAWeek: number): Forecaster {
  return {
    name: 'double-seasonal Holt-Winters with AR(1) (Taylor)',
    forecast: (history, ahead) => {
      const intervals = history[0]!.values.length;
      const known = Float64Array.from(history.slice(-WEEKS * daysAWeek).flatMap(({ values }) => values));
      const model = new Smoothed(known, intervals, intervals * daysAWeek);
      const said = model.ahead(fitted(model), ahead.length * intervals);
      return ahead.map((_, at) => said.slice(at * intervals, (at + 1) * intervals));
    },
  };
}

function fitted(model: Smoothed): Smoothing {
  const dice = new Dice(SEED);
  const thrown = Array.from({ length: TRIES }, (): Smoothing => {
    return [dice.next() ** 2, dice.next() ** 2, dice.next() ** 2, dice.next()];
  });
  let best = thrown
    .map((smoothing) => ({ smoothing, error: model.error(smoothing) }))
    .sort((a, b) => a.error - b.error)[0]!;
  for (let step = FIRST_STEP; step > LAST_STEP; step /= 2)
    for (let isBetter = true; isBetter;) {
      isBetter = false;
      for (const smoothing of around(best.smoothing, step)) {
        const error = model.error(smoothing);
        if (error < best.error) [best, isBetter] = [{ smoothing, error }, true];
      }
    }
  return best.smoothing;
}

function around(smoothing: Smoothing, step: number): Smoothing[] {
  return smoothing.flatMap((value, at) =>
    [value - step, value + step]
      .filter((other) => other >= 0 && other <= 1)
      .map((other) => smoothing.with(at, other) as unknown as Smoothing),
  );
}

class Smoothed {
  readonly #day: Float64Array;
  readonly #week: Float64Array;
  #level = 0;
  #last = 0;

  constructor(
    private readonly known: Float64Array,
    dayLength: number,
    weekLength: number,
  ) {
    this.#day = new Float64Array(dayLength);
    this.#week = new Float64Array(weekLength);
  }

  /** Squared errors of one interval ahead, from the third week on. */
  error([alpha, delta, omega, phi]: Smoothing): number {
    this.#begin();
    const { known } = this;
    const [day, week] = [this.#day, this.#week];
    let squared = 0;
    for (let at = week.length; at < known.length; at++) {
      const [ofDay, ofWeek] = [at % day.length, at % week.length];
      const without = known[at]! - this.#level;
      const error = without - day[ofDay]! - week[ofWeek]!;
      if (at >= 2 * week.length) squared += (error - phi * this.#last) ** 2;
      const [dayBefore, weekBefore] = [day[ofDay]!, week[ofWeek]!];
      day[ofDay] = delta * (without - weekBefore) + (1 - delta) * dayBefore;
      week[ofWeek] = omega * (without - dayBefore) + (1 - omega) * weekBefore;
      this.#level += alpha * error;
      this.#last = error;
    }
    return squared;
  }

  ahead(smoothing: Smoothing, intervals: number): number[] {
    this.error(smoothing);
    return Array.from({ length: intervals }, (_, at) => {
      const place = this.known.length + at;
      const seasons = this.#day[place % this.#day.length]! + this.#week[place % this.#week.length]!;
      return Math.max(0, this.#level + seasons + smoothing[3] ** (at + 1) * this.#last);
    });
  }

  /** The first week: its mean, its mean day, and what is left of it. */
  #begin(): void {
    const [day, week] = [this.#day, this.#week];
    const first = this.known.subarray(0, week.length);
    this.#level = first.reduce((sum, value) => sum + value, 0) / first.length;
    this.#last = 0;
    day.fill(0);
    first.forEach((value, at) => (day[at % day.length]! += ((value - this.#level) * day.length) / week.length));
    first.forEach((value, at) => (week[at] = value - this.#level - day[at % day.length]!));
  }
}
