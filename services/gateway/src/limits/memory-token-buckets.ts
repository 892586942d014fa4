import type { Clock } from '#libs/kernel/clock';
import { LRUCache } from 'lru-cache';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { BucketSettings } from './limit-settings.js';

/** Of more keys the longest unused are forgotten: their buckets are full again. */
const MOST = 100_000;

/**
 * Token buckets in this process instead of the library's fixed windows, as the generic cell rate algorithm keeps them: per key only the moment when the bucket
 * will be full again (https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm).
 */
export class MemoryTokenBuckets extends RateLimiterMemory {
  readonly #fullAt = new LRUCache<string, number>({ max: MOST });

  constructor(
    { burst, perSecond }: BucketSettings,
    private readonly clock: Clock,
  ) {
    super({ points: burst, duration: burst / perSecond });
  }

  /** `msBeforeNext`: until the bucket is full, or, rejecting, until there are enough tokens. */
  override async consume(key: string, tokens = 1): Promise<RateLimiterRes> {
    const now = this.clock.now().getTime();
    const msPerToken = this.msDuration / this.points;
    const msToFull = Math.max(0, (this.#fullAt.get(key) ?? now) - now) + tokens * msPerToken;
    const msTooMuch = msToFull - this.msDuration;
    // Rejecting with no Error is how the library tells a refusal from a failure.
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
    if (msTooMuch > 0) return Promise.reject(new RateLimiterRes(0, Math.ceil(msTooMuch), this.points + 1));
    this.#fullAt.set(key, now + msToFull);
    const missing = Math.ceil(msToFull / msPerToken);
    return new RateLimiterRes(this.points - missing, Math.ceil(msToFull), missing);
  }
}
