import { Redis } from 'ioredis';
import type { Logger } from 'pino';

/** Nobody waits longer than this for an answer of Redis. */
const PATIENCE_MS = 250;

/**
 * A connection on which every command fails at once while Redis is away. A Redis that does not answer is hung up on, so that
 * only the first callers wait; it is called again in the background. Whoever subscribes does so at each `ready`: by itself the
 * client would, and end the process when Redis goes again meanwhile.
 * @param away is logged once each time Redis goes: what that means to the caller.
 */
export function redisConnection(url: string, logger: Logger, away: string): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    enableAutoPipelining: true,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    autoResubscribe: false,
    connectTimeout: 1_000,
    socketTimeout: PATIENCE_MS,
    disconnectTimeout: PATIENCE_MS,
    retryStrategy: (times) => Math.min(50 * 2 ** times, 2_000),
  });
  let gone = false;
  redis.on('error', (error) => {
    if (!gone) logger.error({ err: error }, away);
    gone = true;
  });
  redis.on('ready', () => (gone = false));
  return redis;
}
