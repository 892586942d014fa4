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

  answered(operation: string, ms: number): void {
    this.#latencies.add(operation, ms);
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
