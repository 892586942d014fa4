import type { Live } from '#libs/discovery/live-value';
import { RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import type { BucketSettings, LimitSettings } from './limit-settings.js';
import { TooManyRequests, type Counted, type Quota } from './quota.js';

/** Makes the buckets of all clients, or of all tenants: in memory or in Redis. */
export type MakeBuckets = (counted: Counted, settings: BucketSettings) => RateLimiterAbstract;

/** Token buckets per client and per tenant; made anew when the settings change. */
export class Limits {
  readonly #buckets: Record<Counted, RateLimiterAbstract>;

  constructor(settings: Live<LimitSettings>, make: MakeBuckets) {
    const { client, tenant } = settings.current;
    this.#buckets = { client: make('client', client), tenant: make('tenant', tenant) };
    settings.onChange((changed) => {
      this.#buckets.client = make('client', changed.client);
      this.#buckets.tenant = make('tenant', changed.tenant);
    });
  }

  /**
   * Counts one request, or one that is worth as many as `weight`. The client's bucket first: one who is refused by their own takes nothing from the tenant's others.
   * @returns the tighter of the two. @throws TooManyRequests
   */
  async count(tenant: string, client: string, weight = 1): Promise<Quota> {
    const own = await this.#take('client', `${tenant}:${client}`, weight);
    const shared = await this.#take('tenant', tenant, weight);
    return shared.remaining < own.remaining ? shared : own;
  }

  /** No request is worth more than a full bucket, or it could never be asked. */
  async #take(counted: Counted, key: string, weight: number): Promise<Quota> {
    const buckets = this.#buckets[counted];
    try {
      const { remainingPoints, msBeforeNext } = await buckets.consume(key, Math.min(weight, buckets.points));
      return { limit: buckets.points, remaining: remainingPoints, resetMs: msBeforeNext };
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw new TooManyRequests(counted, { limit: buckets.points, remaining: 0, resetMs: refusal.msBeforeNext });
    }
  }
}
