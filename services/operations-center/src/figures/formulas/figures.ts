import { percentOf, serviceLevels, type ServiceLevel } from './service-level.js';
import { COUNTS, type Count, type Tally } from './tally.js';
import { busyMs, idleMs, type StateTimes } from './state-times.js';

/** What is said of an interval or a day; averages are null of nothing, times are in ms. */
export interface Figures {
  readonly counts: Readonly<Record<Count, number>>;
  readonly serviceLevels: readonly ServiceLevel[];
  /** Abandoned of offered. */
  readonly abandonRate: number | null;
  /** Answered by people, of those who asked for them. */
  readonly connectionRate: number | null;
  /** Σ waits of the answered / answered. */
  readonly averageSpeedOfAnswerMs: number | null;
  /** (talk + hold + wrap-up) / handled. */
  readonly averageHandleMs: number | null;
  readonly averageTalkMs: number | null;
  readonly averageHoldMs: number | null;
  readonly averageWrapUpMs: number | null;
  readonly averageAssistMs: number | null;
  readonly longestWaitMs: number;
  /** Percent; null: there is no time of agents. */
  readonly occupancy: number | null;
}

/** @param times of the agents it is about, or who serve it; null: there are none */
export function figuresOf(tally: Tally, longestWaitMs: number, times: StateTimes | null): Figures {
  const { offered, answered, abandoned, handled, assisted, answerWaitMs, talkMs, holdMs, wrapMs, assistMs } = tally;
  return {
    counts: Object.fromEntries(COUNTS.map((name) => [name, tally[name]])) as Record<Count, number>,
    serviceLevels: serviceLevels(tally),
    abandonRate: percentOf(abandoned, offered),
    connectionRate: percentOf(answered, offered),
    averageSpeedOfAnswerMs: average(answerWaitMs, answered),
    averageHandleMs: average(talkMs + holdMs + wrapMs, handled),
    averageTalkMs: average(talkMs, handled),
    averageHoldMs: average(holdMs, handled),
    averageWrapUpMs: average(wrapMs, handled),
    averageAssistMs: average(assistMs, assisted),
    longestWaitMs,
    occupancy: times && percentOf(busyMs(times), busyMs(times) + idleMs(times)),
  };
}

function average(sum: number, count: number): number | null {
  return count === 0 ? null : Math.round(sum / count);
}
