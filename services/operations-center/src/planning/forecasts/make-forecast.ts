import { accuracyOf } from '#libs/workforce/forecast/choice/accuracy';
import { backTest, type BackTestSettings } from '#libs/workforce/forecast/choice/back-test';
import { CANDIDATES, DRIVEN } from '#libs/workforce/forecast/methods/candidates';
import { tryAll, type Tried } from '#libs/workforce/forecast/choice/choice';
import { dayNumber, weekdayOf } from '#libs/workforce/forecast/civil-date';
import { handleTimes } from '#libs/workforce/forecast/handle-time';
import { requireHistory, type WorkedDay, type HandledDay } from '#libs/workforce/forecast/history';
import { uncertaintyOf, type Uncertainty } from '#libs/workforce/forecast/prediction-interval';

/** Everything a forecast is made from: the same order always gives the same forecast. */
export interface ForecastOrder {
  readonly history: readonly HandledDay[];
  /** Every day that is worked from the end of the history on. */
  readonly ahead: readonly WorkedDay[];
}

export interface TriedModel {
  readonly name: string;
  /** Of the back-test, a week ahead, by interval. Shares. */
  readonly wape: number;
  readonly bias: number;
}

export interface ForecastDay {
  readonly date: string;
  readonly contacts: number[];
  readonly handleSeconds: number[];
}

export interface ForecastMade {
  readonly days: readonly ForecastDay[];
  /** The one that was chosen, then the others, the best first. */
  readonly models: readonly TriedModel[];
  readonly uncertainty: Uncertainty;
  readonly backTestDays: number;
}

const BACK_TEST_WEEKS = 8;
const FURTHEST_WEEKS = 4;
/** Errors keep their shape by so many of them. */
const KEPT_ERRORS = 201;
const FEWEST_DAYS = 14;

/**
 * Tries every model on the last weeks of the history, and forecasts with the one that was least off; where something is special about the days
 * ahead, of those that heed it. Yields how many are tried.
 * @throws HistoryTooShort, HistoryInvalid
 */
export function* makeForecast({ history, ahead }: ForecastOrder): Generator<number, ForecastMade, void> {
  requireHistory(history, FEWEST_DAYS);
  const horizon = new Set(history.slice(-28).map(({ date }) => weekdayOf(dayNumber(date)))).size;
  const days = Math.min(BACK_TEST_WEEKS * horizon, Math.floor((history.length - 10) / 2) + 1);
  const tried: Tried[] = [];
  for (const candidate of CANDIDATES) {
    tried.push(...tryAll([candidate], history, { days, horizon: Math.min(horizon, days) }));
    yield tried.length;
  }
  tried.sort((one, other) => one.wape - other.wape);
  const best = tried.find(({ forecaster }) => !ahead.some(isSpecial) || DRIVEN.includes(forecaster))!;
  const contacts = best.forecaster.forecast(history, ahead);
  const seconds = handleTimes(history, ahead);
  return {
    days: ahead.map(({ date }, at) => ({ date, contacts: contacts[at]!, handleSeconds: seconds[at]! })),
    models: [best, ...tried.filter((each) => each !== best)].map(modelOf),
    uncertainty: thinned(uncertaintyOf([...best.once, ...further(best, history, { days, horizon })])),
    backTestDays: days,
  };
}

/** How far the chosen one is off when it is asked weeks ahead: what is far is less certain. */
function further({ forecaster }: Tried, history: readonly HandledDay[], { days, horizon }: BackTestSettings) {
  const weeks = Math.min(FURTHEST_WEEKS, Math.floor(days / horizon));
  return weeks < 2 ? [] : backTest(forecaster, history, { days, horizon: weeks * horizon });
}

function isSpecial({ events = [], drivers = {} }: WorkedDay): boolean {
  return events.length > 0 || Object.keys(drivers).length > 0;
}

function modelOf({ forecaster, wape, once }: Tried): TriedModel {
  const actual = once.flatMap((day) => day.actual);
  const said = once.flatMap((day) => day.forecast);
  return { name: forecaster.name, wape, bias: accuracyOf(actual, said, 1).bias };
}

function thinned({ errors, ...variance }: Uncertainty): Uncertainty {
  if (errors.length <= KEPT_ERRORS) return { ...variance, errors };
  const step = (errors.length - 1) / (KEPT_ERRORS - 1);
  return { ...variance, errors: Array.from({ length: KEPT_ERRORS }, (_, at) => errors[Math.round(at * step)]!) };
}
