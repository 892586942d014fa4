import { redisConnection } from '#libs/cache/redis-connection';
import type { RedisPlace } from '#libs/cache/redis-place';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { Followers } from '../followers.js';
import { isPresent, placeOf, PresenceBoard, type Presence } from '../presence-board.js';

/** A subscription that does not answer is found dead after so long. */
const PING_MS = 5_000;

/** A hash for each topic, gone with the last who is present; each process listens to the topics that are followed in it. */
export class RedisPresenceBoard extends PresenceBoard {
  readonly #redis: Redis;
  readonly #subscription: Redis;
  readonly #prefix: string;
  readonly #followers = new Followers();
  readonly #pings: NodeJS.Timeout;

  constructor({ url, namespace }: RedisPlace, logger: Logger) {
    super();
    this.#prefix = `${namespace}ticket-presence:`;
    this.#redis = redisConnection(url, logger, 'Redis is away, nobody is seen at a ticket');
    this.#subscription = redisConnection(url, logger, 'Redis is away, nobody is seen coming to a ticket');
    this.#subscription.on('ready', () => void this.#listenAgain());
    this.#subscription.on('message', (channel: string) => this.#followers.tell(channel.slice(this.#prefix.length)));
    this.#pings = setInterval(() => void this.#subscription.ping().catch(() => undefined), PING_MS).unref();
  }

  override async put(topic: string, presence: Presence, now: Date): Promise<void> {
    await this.renew(topic, presence, now);
    await this.#tell(topic);
  }

  override async renew(topic: string, presence: Presence, now: Date): Promise<void> {
    const key = this.#prefix + topic;
    const commands = this.#redis.pipeline().hset(key, placeOf(presence), JSON.stringify(presence));
    await commands
      .pexpire(key, presence.until - now.getTime())
      .exec()
      .catch(() => null);
  }

  override async remove(topic: string, place: Pick<Presence, 'personId' | 'client'>): Promise<void> {
    await this.#redis.hdel(this.#prefix + topic, placeOf(place)).catch(() => 0);
    await this.#tell(topic);
  }

  override async of(topic: string, now: Date): Promise<Presence[]> {
    const found = await this.#redis.hgetall(this.#prefix + topic).catch(() => ({}));
    const all = Object.values<string>(found).map((text) => JSON.parse(text) as Presence);
    const left = all.filter((presence) => !isPresent(now)(presence));
    if (left.length > 0) void this.#redis.hdel(this.#prefix + topic, ...left.map(placeOf)).catch(() => 0);
    return all.filter(isPresent(now));
  }

  override follow(topic: string, heard: () => void): () => void {
    if (this.#followers.add(topic, heard))
      void this.#subscription.subscribe(this.#prefix + topic).then(heard, () => undefined);
    return () => {
      if (this.#followers.remove(topic, heard))
        void this.#subscription.unsubscribe(this.#prefix + topic).catch(() => undefined);
    };
  }

  override async close(): Promise<void> {
    clearInterval(this.#pings);
    this.#subscription.disconnect();
    this.#redis.disconnect();
  }

  async #tell(topic: string): Promise<void> {
    await this.#redis.publish(this.#prefix + topic, '').catch(() => 0);
  }

  /** After a start, and whenever the connection was lost: something may have been missed. */
  async #listenAgain(): Promise<void> {
    const { topics } = this.#followers;
    if (topics.length === 0) return;
    try {
      await this.#subscription.subscribe(...topics.map((topic) => this.#prefix + topic));
      for (const topic of topics) this.#followers.tell(topic);
    } catch {
      // It is away again, and comes back here.
    }
  }
}
