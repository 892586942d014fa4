/** Quantiles are off by no more than this share of their value. */
export const MOST_ERROR = 0.02;

/** Each bucket reaches so much further than the one before. */
const GROWTH = (1 + MOST_ERROR) / (1 - MOST_ERROR);

/** As it lies in its column: how many durations are in which bucket. */
export interface StoredDurations {
  /** ms, of all of them. */
  readonly sum: number;
  readonly buckets: Readonly<Record<string, number>>;
}

/** ms. */
export interface Spread {
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
}

/**
 * Durations in buckets that grow by the same factor γ = (1 + α) / (1 − α): a quantile by nearest rank is told with a relative
 * error of at most α = 2 %, whatever the durations are and however often histograms were added up; the mean is exact. That of
 * DDSketch, without its collapsing of buckets: Masson, Rim, Lee, "DDSketch", VLDB 2019, §2 (https://arxiv.org/abs/1908.10693).
 * From 1 ms to a year there are 605 buckets, and one for 0.
 */
export class DurationHistogram {
  #sum = 0;
  #count = 0;
  readonly #buckets = new Map<number, number>();

  /** @param ms whole and 0 or more; a clock that was set back counts as no time. */
  add(ms: number): void {
    this.#put(bucketOf(Math.max(0, ms)), 1);
    this.#sum += Math.max(0, ms);
  }

  merge({ sum, buckets }: StoredDurations): void {
    for (const [bucket, count] of Object.entries(buckets)) this.#put(Number(bucket), count);
    this.#sum += sum;
  }

  stored(): StoredDurations {
    return { sum: this.#sum, buckets: Object.fromEntries(this.#buckets) };
  }

  /** null: of nothing. */
  spread(): Spread | null {
    if (this.#count === 0) return null;
    return { mean: this.#sum / this.#count, p50: this.#quantile(0.5), p95: this.#quantile(0.95) };
  }

  #put(bucket: number, count: number): void {
    this.#buckets.set(bucket, (this.#buckets.get(bucket) ?? 0) + count);
    this.#count += count;
  }

  #quantile(share: number): number {
    let left = Math.max(1, Math.ceil(share * this.#count));
    const ascending = [...this.#buckets].sort(([a], [b]) => a - b);
    const [bucket] = ascending.find(([, count]) => (left -= count) <= 0)!;
    return valueOf(bucket);
  }
}

/** 0 has its own; bucket b holds what is larger than γ^(b−2) and at most γ^(b−1). */
function bucketOf(ms: number): number {
  return ms === 0 ? 0 : 1 + Math.ceil(Math.log(ms) / Math.log(GROWTH));
}

/** As far from the lower bound as from the upper, in proportion. */
function valueOf(bucket: number): number {
  return bucket === 0 ? 0 : (2 * GROWTH ** (bucket - 1)) / (GROWTH + 1);
}
