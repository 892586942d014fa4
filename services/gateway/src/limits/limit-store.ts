import { redisConnection } from '#libs/cache/redis-connection';
import type { Clock } from '#libs/kernel/clock';
import type { Logger } from 'pino';
import type { MakeBuckets } from './limits.js';
import { MemoryTokenBuckets } from './memory-token-buckets.js';
import { redisTokenBuckets } from './redis-token-buckets.js';

/** Where the buckets are. */
export interface LimitStore {
  readonly make: MakeBuckets;
  close(): void;
}

export function memoryLimitStore(clock: Clock): LimitStore {
  return { make: (_, settings) => new MemoryTokenBuckets(settings, clock), close: () => {} };
}

/**
 * Buckets shared by all gateways of the installation; while Redis is away each gateway counts for itself.
 * @param namespace prefix of the keys.
 */
export function redisLimitStore(url: string, namespace: string, clock: Clock, logger: Logger): LimitStore {
  const redis = redisConnection(url, logger, 'Redis is away, limits are counted by each gateway for itself');
  return {
    make: (counted, settings) => redisTokenBuckets(redis, `${namespace}limit:${counted}`, settings, clock),
    close: () => redis.disconnect(),
  };
}
