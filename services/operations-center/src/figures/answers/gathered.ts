import { figuresOf, type Figures } from '../formulas/figures.js';
import { NO_TIMES, type StateTimes, timesPlus, type TimedState } from '../formulas/state-times.js';
import { NOTHING, plus, type Tally } from '../formulas/tally.js';
import { overlapMs, type Interval } from '../calendar/intervals.js';
import type { Scope } from './scope.js';

interface Sums {
  tally: Tally;
  longestWaitMs: number;
  times: StateTimes | null;
}

/** Cells and times added up by what they are part of. */
export class Gathered {
  readonly #sums = new Map<string, Sums>();

  count(scope: Scope, tally: Tally, longestWaitMs: number): void {
    const sums = this.#of(scope);
    sums.tally = plus(sums.tally, tally);
    sums.longestWaitMs = Math.max(sums.longestWaitMs, longestWaitMs);
  }

  time(scope: Scope, state: TimedState, ms: number): void {
    this.times(scope, { ...NO_TIMES, [state]: ms });
  }

  times(scope: Scope, times: StateTimes): void {
    const sums = this.#of(scope);
    sums.times = timesPlus(sums.times ?? NO_TIMES, times);
  }

  tally(scope: Scope): Tally {
    return this.#sums.get(nameOf(scope))?.tally ?? NOTHING;
  }

  figures(scope: Scope): Figures {
    const { tally, longestWaitMs, times } = this.#sums.get(nameOf(scope)) ?? nothing();
    return figuresOf(tally, longestWaitMs, times);
  }

  scopes(): Scope[] {
    return [...this.#sums.keys()].map((name) => JSON.parse(name) as Scope);
  }

  #of(scope: Scope): Sums {
    const name = nameOf(scope);
    const sums = this.#sums.get(name) ?? nothing();
    this.#sums.set(name, sums);
    return sums;
  }
}

/** What of a state that still lasts falls into a period. @param until when it was looked at, ms since the epoch */
export function openMs(since: Date, until: number, period: Interval): number {
  return overlapMs({ from: since.getTime(), to: until }, period);
}

function nameOf({ kind, id }: Scope): string {
  return JSON.stringify({ kind, id });
}

function nothing(): Sums {
  return { tally: NOTHING, longestWaitMs: 0, times: null };
}
