import type { Clock } from '#libs/kernel/clock';

/** A bucket of tokens of one socket: `perSecond` in the long run, `burst` at once after a pause. */
export class Allowance {
  #tokens: number;
  #at: number;

  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
    private readonly clock: Clock,
  ) {
    this.#tokens = burst;
    this.#at = clock.ms();
  }

  take(): boolean {
    const now = this.clock.ms();
    this.#tokens = Math.min(this.burst, this.#tokens + (Math.max(0, now - this.#at) / 1_000) * this.perSecond);
    this.#at = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
