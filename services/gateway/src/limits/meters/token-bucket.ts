import { type Judgement, type Meter, SLACK } from './meter.js';

/**
 * As the generic cell rate algorithm keeps it: per key only the moment when the bucket will be full again
 * (https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm). In any time t no more than `burst` + `perSecond` × t pass.
 */
export class TokenBucket implements Meter<number> {
  readonly windowMs: number;
  readonly script;
  readonly #msPerToken: number;

  constructor(
    perSecond: number,
    readonly limit: number,
  ) {
    this.#msPerToken = 1_000 / perSecond;
    this.windowMs = limit * this.#msPerToken;
    this.script = ['bucket', limit, this.windowMs] as const;
  }

  judge(fullAt: number | undefined, now: number, weight: number): Judgement {
    const msToFull = this.take(fullAt, now, weight) - now;
    const msTooMuch = msToFull - this.windowMs;
    if (msTooMuch > SLACK * this.#msPerToken) {
      return { passes: false, remaining: 0, resetMs: Math.ceil(msTooMuch), waitMs: 0 };
    }
    const remaining = Math.max(0, Math.floor(-msTooMuch / this.#msPerToken + SLACK));
    return { passes: true, remaining, resetMs: msToFull, waitMs: 0 };
  }

  take(fullAt = 0, now: number, weight: number): number {
    return Math.max(now, fullAt) + weight * this.#msPerToken;
  }
}
