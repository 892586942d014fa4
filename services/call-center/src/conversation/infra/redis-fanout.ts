import { newId } from '#libs/kernel/id';
import { redisConnection } from '#libs/cache/redis-connection';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { Fanout, type Listener } from '../live/fanout.js';

/** How long a node that died is still sent hints for nothing; held topics are said again three times in this time. */
const LEASE_S = 90;
const RENEW_MS = (LEASE_S * 1_000) / 3;
/** A subscription that does not answer is found dead after so long. */
const PING_MS = 5_000;
const AT_ONCE = 500;

/**
 * Sends to every other node that holds the topic. Who does not listen is struck off in the same step: a node that comes back
 * says what it holds after it listens again, so it is never struck off for good.
 * Given: topic's key, prefix of the nodes' channels, the sender, the message.
 */
const PUBLISH = `
for _, node in ipairs(redis.call('smembers', KEYS[1])) do
  if node ~= ARGV[2] and redis.call('publish', ARGV[1] .. node, ARGV[3]) == 0 then redis.call('srem', KEYS[1], node) end
end`;

type Publishing = Redis & {
  chatPublish(key: string, channels: string, self: string, message: string): Promise<unknown>;
};

/** Directed publish: a set per topic says which nodes hold it, and each node hears one channel of its own. */
export class RedisFanout extends Fanout {
  readonly #node = newId(new Date());
  readonly #redis: Publishing;
  readonly #subscription: Redis;
  readonly #held = new Set<string>();
  readonly #timers: NodeJS.Timeout[];
  #listener: Listener = () => undefined;
  #again: () => void = () => undefined;

  /** @param namespace prefix of keys and channels. */
  constructor(
    url: string,
    private readonly namespace: string,
    logger: Logger,
  ) {
    super();
    this.#redis = redisConnection(
      url,
      logger,
      'Redis is away, chats on other nodes hear of messages later',
    ) as Publishing;
    this.#redis.defineCommand('chatPublish', { numberOfKeys: 1, lua: PUBLISH });
    this.#subscription = redisConnection(url, logger, 'Redis is away, messages from other nodes come later');
    this.#subscription.on('ready', () => void this.#listenAgain());
    this.#subscription.on('message', (_channel, message: string) => this.#heard(message));
    this.#redis.on('ready', () => void this.#sayWhatIsHeld());
    this.#timers = [
      setInterval(() => void this.#sayWhatIsHeld(), RENEW_MS).unref(),
      setInterval(() => void this.#subscription.ping().catch(() => undefined), PING_MS).unref(),
    ];
  }

  override listen(listener: Listener, again: () => void): void {
    this.#listener = listener;
    this.#again = again;
  }

  override async hold(topic: string): Promise<void> {
    this.#held.add(topic);
    await this.#say([topic]);
  }

  override release(topic: string): void {
    this.#held.delete(topic);
    void this.#redis.srem(this.#key(topic), this.#node).catch(() => undefined);
  }

  override publish(topic: string, hint: string): void {
    if (this.#held.has(topic)) this.#listener(topic, hint);
    const message = `${topic}\n${hint}`;
    void this.#redis.chatPublish(this.#key(topic), this.#channel(''), this.#node, message).catch(() => undefined);
  }

  override async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await Promise.all(Array.from(this.#held, (topic) => this.#redis.srem(this.#key(topic), this.#node))).catch(
      () => undefined,
    );
    this.#subscription.disconnect();
    this.#redis.disconnect();
  }

  /** After a start, and whenever the connection was lost: Redis may have forgotten everything. */
  async #listenAgain(): Promise<void> {
    try {
      await this.#subscription.subscribe(this.#channel(this.#node));
    } catch {
      return;
    }
    await this.#sayWhatIsHeld();
    this.#again();
  }

  async #sayWhatIsHeld(): Promise<void> {
    const topics = Array.from(this.#held);
    for (let from = 0; from < topics.length; from += AT_ONCE) await this.#say(topics.slice(from, from + AT_ONCE));
  }

  async #say(topics: readonly string[]): Promise<void> {
    if (topics.length === 0) return;
    const commands = this.#redis.pipeline();
    for (const topic of topics) commands.sadd(this.#key(topic), this.#node).expire(this.#key(topic), LEASE_S);
    await commands.exec().catch(() => undefined);
  }

  #heard(message: string): void {
    const end = message.indexOf('\n');
    const topic = message.slice(0, end);
    if (this.#held.has(topic)) this.#listener(topic, message.slice(end + 1));
  }

  #key(topic: string): string {
    return `${this.namespace}chat:topic:${topic}`;
  }

  #channel(node: string): string {
    return `${this.namespace}chat:node:${node}`;
  }
}
