import type { Clock } from '#libs/kernel/clock';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { MakeBuckets } from './limits.js';
import { MemoryTokenBuckets } from './memory-token-buckets.js';
import { redisTokenBuckets } from './redis-token-buckets.js';

/** A request does not wait longer than this for its limit to be counted. */
const PATIENCE_MS = 250;

/** Where the buckets are. */
export interface LimitStore {
  readonly make: MakeBuckets;
  close(): void;
}

export function memoryLimitStore(clock: Clock): LimitStore {
  return { make: (_, settings) => new MemoryTokenBuckets(settings, clock), close: () => {} };
}

/**
 * Buckets shared by all gateways of the installation. A Redis that does not answer is hung up on, so that only the first
 * requests wait; until it is back each gateway counts for itself.
 * @param namespace prefix of the keys.
 */
export function redisLimitStore(url: string, namespace: string, clock: Clock, logger: Logger): LimitStore {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    enableAutoPipelining: true,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    connectTimeout: 1_000,
    socketTimeout: PATIENCE_MS,
    disconnectTimeout: PATIENCE_MS,
    retryStrategy: (times) => Math.min(50 * 2 ** times, 2_000),
  });
  let away = false;
  redis.on('error', (error) => {
    if (!away) logger.error({ err: error }, 'Redis is away, limits are counted by each gateway for itself');
    away = true;
  });
  redis.on('ready', () => (away = false));
  return {
    make: (counted, settings) => redisTokenBuckets(redis, `${namespace}limit:${counted}`, settings, clock),
    close: () => redis.disconnect(),
  };
}
