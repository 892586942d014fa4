import type { Judgement, Meter } from './meter.js';

/** The finer, the less is refused that a log of every request would let pass. */
const SLOTS = 10;

/** Counts of the slots that are not empty, the oldest first. */
type Slots = readonly (readonly [slot: number, count: number])[];

/**
 * A window in tenths: those still in it count whole, and so does the one that is half out. So no more than `limit` pass in
 * any window, as with a log of every request, for eleven numbers; the price is that what was taken comes back up to a tenth
 * of the window late.
 */
export class SlidingWindow implements Meter<Slots> {
  readonly script;
  readonly #slotMs: number;

  constructor(
    readonly limit: number,
    readonly windowMs: number,
  ) {
    this.#slotMs = windowMs / SLOTS;
    this.script = ['window', limit, windowMs] as const;
  }

  judge(state: Slots = [], now: number, weight: number): Judgement {
    const counted = this.#counted(state, now);
    const left = this.limit - weight - counted.reduce((sum, [, count]) => sum + count, 0);
    if (left >= 0) return { passes: true, remaining: left, resetMs: this.#outAfter(now, counted[0]?.[0]), waitMs: 0 };
    let missing = -left;
    const enough = counted.find(([, count]) => (missing -= count) <= 0);
    return { passes: false, remaining: 0, resetMs: this.#outAfter(now, enough?.[0]), waitMs: 0 };
  }

  take(state: Slots = [], now: number, weight: number): Slots {
    const current = Math.floor(now / this.#slotMs);
    const counted = this.#counted(state, now);
    const last = counted.at(-1);
    // Also when the clock was set back.
    if (last !== undefined && last[0] >= current) return [...counted.slice(0, -1), [last[0], last[1] + weight]];
    return [...counted, [current, weight]];
  }

  #counted(state: Slots, now: number): Slots {
    const oldest = Math.floor(now / this.#slotMs) - SLOTS;
    return (state[0]?.[0] ?? oldest) >= oldest ? state : state.filter(([slot]) => slot >= oldest);
  }

  #outAfter(now: number, slot = Math.floor(now / this.#slotMs)): number {
    return Math.ceil((slot + SLOTS + 1) * this.#slotMs - now);
  }
}
