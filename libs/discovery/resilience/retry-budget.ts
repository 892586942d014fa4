import type { Clock } from '#libs/kernel/clock';

const WINDOW_S = 10;

/** What may be tried again: in any 10 s, `minimum` tries plus a `ratio` of the requests. */
export interface RetryAllowance {
  readonly minimum: number;
  readonly ratio: number;
}

/**
 * Keeps retries from doubling the load of a target in trouble. Counted over a sliding window of ten seconds in steps of
 * one, as Finagle's RetryBudget does (https://twitter.github.io/finagle/guide/Clients.html#retry-budget).
 */
export class RetryBudget {
  readonly #requests = new WindowCount();
  readonly #retries = new WindowCount();

  constructor(
    private readonly allowance: RetryAllowance,
    private readonly clock: Clock,
  ) {}

  countRequest(): void {
    this.#requests.add(this.#second());
  }

  /** Takes one retry from the budget; false when there is none left. */
  takeRetry(): boolean {
    const second = this.#second();
    const allowed = this.allowance.minimum + this.allowance.ratio * this.#requests.total(second);
    if (this.#retries.total(second) + 1 > allowed) return false;
    this.#retries.add(second);
    return true;
  }

  #second(): number {
    return Math.floor(this.clock.ms() / 1000);
  }
}

/** Counts per second; a slot is reused when its second is out of the window. */
class WindowCount {
  readonly #seconds = new Array<number>(WINDOW_S).fill(-Infinity);
  readonly #counts = new Array<number>(WINDOW_S).fill(0);

  add(second: number): void {
    const slot = second % WINDOW_S;
    if (this.#seconds[slot] !== second) this.#counts[slot] = 0;
    this.#seconds[slot] = second;
    this.#counts[slot]! += 1;
  }

  total(second: number): number {
    return this.#counts.reduce((sum, count, slot) => (second - this.#seconds[slot]! < WINDOW_S ? sum + count : sum), 0);
  }
}
