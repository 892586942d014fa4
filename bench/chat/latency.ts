import { createHistogram } from 'node:perf_hooks';

export interface Percentiles {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly deliveries: number;
}

export class Latency {
  readonly #us = createHistogram();

  record(ms: number): void {
    this.#us.record(Math.max(1, Math.round(ms * 1_000)));
  }

  reset(): void {
    this.#us.reset();
  }

  percentiles(): Percentiles {
    const at = (percentile: number) => Number((this.#us.percentile(percentile) / 1_000).toFixed(2));
    return { p50Ms: at(50), p99Ms: at(99), deliveries: this.#us.count };
  }
}
