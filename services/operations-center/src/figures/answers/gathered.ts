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

  tally(...scopes: readonly Scope[]): Tally {
    return this.#ofAll(scopes).tally;
  }

  figures(...scopes: readonly Scope[]): Figures {
    const { tally, longestWaitMs, times } = this.#ofAll(scopes);
    return figuresOf(tally, longestWaitMs, times);
  }

  /** Of several together, none of which is part of another. */
  #ofAll(scopes: readonly Scope[]): Sums {
    if (scopes.length === 1) return this.#sums.get(nameOf(scopes[0]!)) ?? nothing();
    const sums = scopes.flatMap((scope) => this.#sums.get(nameOf(scope)) ?? []);
    const times = sums.flatMap((each) => each.times ?? []);
    return {
      tally: sums.reduce((tally, each) => plus(tally, each.tally), NOTHING),
      longestWaitMs: Math.max(0, ...sums.map((each) => each.longestWaitMs)),
      times: times.length === 0 ? null : times.reduce(timesPlus),
    };
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
