import type { Judgement, Meter } from './meter.js';

/** So many until a moment, e.g. the end of the month: the count of one quota in one period. */
export class Allotment implements Meter<number> {
  readonly script;

  /** @param endsAt ms since 1970 */
  constructor(
    readonly limit: number,
    readonly windowMs: number,
    private readonly endsAt: number,
  ) {
    this.script = ['allotment', limit, endsAt] as const;
  }

  judge(used = 0, now: number, weight: number): Judgement {
    const left = this.limit - used - weight;
    return { passes: left >= 0, remaining: Math.max(0, left), resetMs: Math.max(0, this.endsAt - now), waitMs: 0 };
  }

  take(used = 0, _now: number, weight: number): number {
    return used + weight;
  }
}
