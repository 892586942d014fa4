import { addDuration, lengthOf, parseDuration } from '../../time/duration.js';
import { occurrence, parseRepetition, type Repetition } from '../../time/repetition.js';
import { parseMoment } from '../../time/zoned.js';
import type { TimerEvent } from '../../model/event.js';
import type { LiveElement, TimerCycle, TimerWait } from '../../snapshot.js';
import type { Context } from '../context.js';
import type { Execution } from '../run/execution.js';
import { Fault } from '../run/fault.js';
import { valueOf } from '../run/variables.js';

/** What due times are reckoned with. */
export interface Reckoning extends Context {
  /** IANA name. */
  readonly timeZone: string;
}

/** @throws Fault EXPRESSION when the value is no ISO 8601 text of its kind */
export function timerWait(run: Execution, element: LiveElement, event: TimerEvent): TimerWait {
  const value = typeof event.value === 'string' ? event.value : valueOf(run, element, event.value);
  return firstTurn(reckoningOf(run), event, typeof value === 'string' ? value : JSON.stringify(value));
}

export function reckoningOf({ context, model: { timeZone } }: Execution): Reckoning {
  return { ...context, timeZone };
}

/** @throws Fault EXPRESSION when the text is no ISO 8601 of its kind */
export function firstTurn(reckoning: Reckoning, event: TimerEvent, text: string): TimerWait {
  const { now, timeZone } = reckoning;
  if (event.timer === 'date') return at(parseMoment(text, timeZone) ?? refuse(text, 'a date and time'));
  if (event.timer === 'duration') return at(later(reckoning, now, text, event.calendar));
  const repetition = parseRepetition(text, timeZone);
  if (!repetition || repetition.times === 0) return refuse(text, 'a repetition');
  const cycle: TimerCycle = { text, opened: now.toISOString(), turn: 0, remaining: repetition.times };
  return { ...at(turnOf(reckoning, repetition, cycle, now, event)), cycle };
}

/** When a cycle fires next after the turn it is at; turns that are over by now are not made up for. Undefined: it is done. */
export function nextTurn(
  reckoning: Reckoning,
  { due, cycle }: TimerWait,
  event: TimerEvent,
): { due: string; cycle: TimerCycle } | undefined {
  const repetition = cycle && parseRepetition(cycle.text, reckoning.timeZone);
  let next: TimerCycle | undefined = cycle;
  let when = new Date(due);
  do {
    if (!repetition || !next) return undefined;
    const step = stepOver(repetition, when, reckoning.now, event);
    next = advanced(next, step);
    if (next) when = turnOf(reckoning, repetition, next, when, event);
  } while (!next || when <= reckoning.now);
  return { due: when.toISOString(), cycle: next };
}

function advanced(cycle: TimerCycle, turns: number): TimerCycle | undefined {
  const remaining = cycle.remaining === null ? null : cycle.remaining - turns;
  return remaining !== null && remaining <= 0 ? undefined : { ...cycle, turn: cycle.turn + turns, remaining };
}

/** Turns from the one at `when` to the first after now: one at least, exact only where the interval has a fixed length. */
function stepOver({ interval }: Repetition, when: Date, now: Date, { calendar }: TimerEvent): number {
  const length = calendar === undefined ? lengthOf(interval) : undefined;
  return length === undefined ? 1 : Math.max(1, Math.floor((now.getTime() - when.getTime()) / length) + 1);
}

/** Without a calendar every turn is reckoned from the beginning; business time only from the turn before. */
function turnOf(
  reckoning: Reckoning,
  repetition: Repetition,
  { text, turn, opened }: TimerCycle,
  before: Date,
  { calendar }: TimerEvent,
): Date {
  if (calendar === undefined) return occurrence(repetition, turn, new Date(opened), reckoning.timeZone);
  if (turn === 0 && repetition.start) return repetition.start;
  return later(reckoning, before, text.slice(text.lastIndexOf('/') + 1), calendar);
}

function later(reckoning: Reckoning, from: Date, text: string, calendar: string | undefined): Date {
  const duration = parseDuration(text) ?? refuse(text, 'a duration');
  if (calendar === undefined) return addDuration(from, duration, reckoning.timeZone);
  try {
    return reckoning.addBusinessTime(from, text, calendar);
  } catch (error) {
    throw new Fault('EXPRESSION', `Business time of the calendar "${calendar}": ${(error as Error).message}`);
  }
}

function at(due: Date): TimerWait {
  return { kind: 'timer', due: due.toISOString() };
}

function refuse(text: string, expected: string): never {
  throw new Fault('EXPRESSION', `"${text}" is not ${expected} in ISO 8601.`);
}
