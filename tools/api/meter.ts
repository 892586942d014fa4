import type { Attempt } from './attempt.js';
import { Latencies, type Percentiles } from './latencies.js';

export interface Measured {
  /** By operation. */
  readonly latencies: ReadonlyMap<string, Percentiles>;
  /** Calls that were tried again, by what became of the attempt. */
  readonly retries: ReadonlyMap<string, number>;
}

/** What the calls to the API were like since it was last read. */
export class Meter {
  #latencies = new Latencies();
  #retries = new Map<string, number>();

  /** @param onAttempt hears of each, also of those that nobody answered */
  constructor(private readonly onAttempt: (attempt: Attempt) => void = () => {}) {}

  attempted(attempt: Attempt): void {
    if (attempt.status !== undefined) this.#latencies.add(attempt.operation, attempt.ms);
    this.onAttempt(attempt);
  }

  retried(reason: string): void {
    this.#retries.set(reason, (this.#retries.get(reason) ?? 0) + 1);
  }

  /** And begins anew. */
  read(): Measured {
    const measured = { latencies: this.#latencies.all(), retries: this.#retries };
    this.#latencies = new Latencies();
    this.#retries = new Map();
    return measured;
  }
}
