import { kindsOf } from './day-kinds.js';
import { HistoryInvalid } from './forecast.errors.js';
import { requireHistory, weightOf, type HandledDay, type WorkedDay } from './history.js';
import { repairedSeconds } from './outliers/repaired-seconds.js';

/** Of the weight of a week, what is left of it a week later. */
const MEMORY = 0.85;
/** An interval's own mean counts like so many contacts of its day's mean. */
const SHRINK = 50;
/** A weekday's own mean counts like so many contacts of all days'. */
const DAY_SHRINK = 500;

/**
 * Average handle time in seconds, for each interval of each day ahead: the mean of the same interval on the same weekday, weighted by volume and
 * age, drawn to its day's mean and that to the mean of all by how few contacts speak for it. Odd ones
 * are repaired.
 * @throws HistoryInvalid, HistoryTooShort
 */
export function handleTimes(history: readonly HandledDay[], ahead: readonly WorkedDay[]): number[][] {
  requireHistory(history, 1);
  const intervals = history[0]!.values.length;
  if (history.some(({ handledSeconds }) => handledSeconds.length !== intervals))
    throw new HistoryInvalid('Each interval says how long was handled.');
  const kinds = kindsOf([...history, ...ahead]);
  const today = kinds[history.length - 1]!.day;
  const weekdays = Array.from({ length: 7 }, () => ({
    contacts: new Float64Array(intervals),
    seconds: new Float64Array(intervals),
  }));
  const repaired = repairedSeconds(history.map((day, at) => ({ ...day, weekday: kinds[at]!.weekday })));
  history.forEach((observed, place) => {
    const { values } = observed;
    const handledSeconds = repaired[place]!;
    const { day, weekday } = kinds[place]!;
    const weight = weightOf(observed) * MEMORY ** ((today - day) / 7);
    const { contacts, seconds } = weekdays[weekday]!;
    for (let at = 0; at < intervals; at++) {
      contacts[at]! += weight * values[at]!;
      seconds[at]! += weight * handledSeconds[at]!;
    }
  });
  const sum = (numbers: Float64Array) => numbers.reduce((all, each) => all + each, 0);
  const everything = weekdays.map(({ contacts, seconds }) => ({ contacts: sum(contacts), seconds: sum(seconds) }));
  const contacts = everything.reduce((all, each) => all + each.contacts, 0);
  if (contacts === 0) throw new HistoryInvalid('Nothing was handled in the history.');
  const mean = everything.reduce((all, each) => all + each.seconds, 0) / contacts;
  return ahead.map((_, place) => {
    const { weekday } = kinds[history.length + place]!;
    const own = weekdays[weekday]!;
    const whole = everything[weekday]!;
    const ofDay = (whole.seconds + DAY_SHRINK * mean) / (whole.contacts + DAY_SHRINK);
    return Array.from(own.contacts, (count, at) => (own.seconds[at]! + SHRINK * ofDay) / (count + SHRINK));
  });
}
