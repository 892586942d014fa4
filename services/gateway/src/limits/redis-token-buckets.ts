import type { Clock } from '#libs/kernel/clock';
import type { Redis } from 'ioredis';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import type { BucketSettings } from './limit-settings.js';
import { MemoryTokenBuckets } from './memory-token-buckets.js';

/**
 * The same algorithm as {@link MemoryTokenBuckets} by Redis' own clock, in the library's place for a script of one's own.
 * Given: tokens, -, bucket size, seconds to fill it. Returns what the library makes its result of: tokens missing in the
 * bucket (more than its size: refused), and ms until it is full (refused: until there are enough).
 */
const SCRIPT = `
local size, full = tonumber(ARGV[3]), ARGV[4] * 1000
local time = redis.call('time')
local now = time[1] * 1000 + time[2] / 1000
local to_full = math.max(0, (redis.call('get', KEYS[1]) or now) - now) + ARGV[1] * full / size
if to_full > full then return {size + 1, math.ceil(to_full - full)} end
redis.call('set', KEYS[1], now + to_full, 'px', math.ceil(to_full))
return {math.ceil(to_full * size / full), math.ceil(to_full)}
`;

/** Token buckets that all gateways share; while Redis is away each counts for itself. */
export function redisTokenBuckets(
  redis: Redis,
  keyPrefix: string,
  settings: BucketSettings,
  clock: Clock,
): RateLimiterRedis {
  return new RateLimiterRedis({
    storeClient: redis,
    points: settings.burst,
    duration: settings.burst / settings.perSecond,
    keyPrefix,
    customIncrTtlLuaScript: SCRIPT,
    rejectIfRedisNotReady: true,
    insuranceLimiter: new MemoryTokenBuckets(settings, clock),
  });
}
