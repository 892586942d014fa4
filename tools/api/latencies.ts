/** Durations by name, in ms. */
export class Latencies {
  readonly #samples = new Map<string, number[]>();

  add(name: string, ms: number): void {
    const samples = this.#samples.get(name);
    if (samples) samples.push(ms);
    else this.#samples.set(name, [ms]);
  }

  /** By name, in the order of the alphabet. */
  all(): Map<string, Percentiles> {
    const names = [...this.#samples.keys()].sort();
    return new Map(names.map((name) => [name, percentiles(this.#samples.get(name)!)]));
  }
}

/** In the unit of the samples. */
export interface Percentiles {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** By the nearest rank: the smallest sample that at least q of all do not exceed. */
export function percentiles(samples: readonly number[]): Percentiles {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (q: number) => sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? 0;
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}
