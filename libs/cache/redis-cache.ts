import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { redisConnection } from './redis-connection.js';
import { SharedCache } from './shared-cache.js';

/** Shared by all processes of an installation; while Redis is away nothing is found and nothing kept. */
export class RedisCache extends SharedCache {
  readonly #redis: Redis;
  readonly #prefix: string;

  /** @param namespace prefix of the keys. */
  constructor(url: string, namespace: string, logger: Logger) {
    super();
    this.#redis = redisConnection(url, logger, 'Redis is away, every process remembers for itself');
    this.#prefix = `${namespace}cache:`;
  }

  override async get(key: string): Promise<string | undefined> {
    return (await this.#redis.get(this.#prefix + key).catch(() => null)) ?? undefined;
  }

  override async put(key: string, value: string, seconds: number): Promise<void> {
    await this.#redis.set(this.#prefix + key, value, 'EX', seconds).catch(() => null);
  }

  override close(): Promise<void> {
    this.#redis.disconnect();
    return Promise.resolve();
  }
}
