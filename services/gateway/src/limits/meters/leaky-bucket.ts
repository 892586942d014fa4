import { type Judgement, type Meter, SLACK } from './meter.js';

/**
 * As a queue (J. Turner, New Directions in Communications, IEEE Communications 24/10, 1986; nginx's limit_req): who passes
 * waits for their turn, one every 1/`perSecond`; beyond `queue` waiting the bucket runs over. Kept per key: when the next may
 * go. In any time t no more than 1 + `perSecond` × t go.
 */
export class LeakyBucket implements Meter<number> {
  readonly limit: number;
  readonly windowMs: number;
  readonly script;
  readonly #intervalMs: number;
  readonly #longestWaitMs: number;

  constructor(perSecond: number, queue: number) {
    this.#intervalMs = 1_000 / perSecond;
    this.#longestWaitMs = (queue + SLACK) * this.#intervalMs;
    this.limit = queue + 1;
    this.windowMs = this.limit * this.#intervalMs;
    this.script = ['leaky', queue, this.#intervalMs] as const;
  }

  judge(nextAt: number | undefined, now: number, weight: number): Judgement {
    const waitMs = Math.max(now, nextAt ?? 0) - now;
    const tooLong = waitMs - this.#longestWaitMs;
    if (tooLong > 0) return { passes: false, remaining: 0, resetMs: Math.ceil(tooLong), waitMs: 0 };
    const next = waitMs + weight * this.#intervalMs;
    const remaining = Math.max(0, Math.floor((this.#longestWaitMs - next) / this.#intervalMs + 1));
    return { passes: true, remaining, resetMs: next, waitMs };
  }

  take(nextAt = 0, now: number, weight: number): number {
    return Math.max(now, nextAt) + weight * this.#intervalMs;
  }
}
