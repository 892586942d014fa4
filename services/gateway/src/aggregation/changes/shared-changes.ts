import { redisConnection } from '#libs/cache/redis-connection';
import type { RedisPlace } from '#libs/cache/redis-place';
import { newId } from '#libs/kernel/id';
import type { Broker, Subscription } from '#libs/messaging/broker';
import { within } from '#libs/messaging/within';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { TOPICS } from './broker-changes.js';
import { Change, changeIn, parsed } from './change.js';
import { ChangeSource } from './change-source.js';

const BEAT_MS = 1_000;
const AWAY = 'Redis is away, gateways ask services for every part that events would tell of';

/**
 * The gateways are one group: whoever of them gets an event from the broker tells all of them over Redis. Groups of RocketMQ
 * have to be made before, so that each gateway cannot have one of its own. What Redis does not take is given back to the broker.
 */
export class SharedChanges extends ChangeSource {
  readonly #node = newId(new Date());
  readonly #redis: Redis;
  readonly #listening: Redis;
  readonly #channel: string;
  #subscriptions: readonly Subscription[] = [];
  /** Since it was last asked whether all works, what others told may have been missed. */
  #interrupted = false;
  #beatHeard: (beat: string) => void = () => undefined;

  constructor(
    private readonly broker: Broker,
    { url, namespace }: RedisPlace,
    logger: Logger,
  ) {
    super();
    this.#channel = `${namespace}gateway:changes`;
    this.#redis = redisConnection(url, logger, AWAY);
    this.#listening = redisConnection(url, logger, AWAY);
  }

  override async start(heard: (change: Change) => void): Promise<void> {
    this.#listening.on('ready', () => void this.#listening.subscribe(this.#channel).catch(() => undefined));
    this.#listening.on('close', () => (this.#interrupted = true));
    this.#listening.on('message', (_channel, text: string) => this.#take(text, heard));
    const subscribed = TOPICS.map((topic) =>
      this.broker.subscribe(topic, `gateway_${topic}`, async (message) => {
        const change = changeIn(message);
        if (change !== undefined) await this.#redis.publish(this.#channel, JSON.stringify(change));
      }),
    );
    this.#subscriptions = await Promise.all(subscribed);
  }

  /** Does the broker answer, and does a word of our own come back to us? */
  override async works(): Promise<boolean> {
    const beat = `${this.#node} ${performance.now()}`;
    const came = new Promise<void>((resolve) => {
      this.#beatHeard = (heard) => heard === beat && resolve();
    });
    const asked = async () => {
      await Promise.all([this.broker.ping(), this.#redis.publish(this.#channel, JSON.stringify({ beat }))]);
      await came;
    };
    const back = await within(BEAT_MS, asked).then(
      () => true,
      () => false,
    );
    const interrupted = this.#interrupted;
    this.#interrupted = false;
    return back && !interrupted;
  }

  override async close(): Promise<void> {
    await Promise.all(this.#subscriptions.map((subscription) => subscription.close()));
    this.#listening.disconnect();
    this.#redis.disconnect();
  }

  #take(text: string, heard: (change: Change) => void): void {
    const message = parsed(text);
    const { beat } = (message ?? {}) as { beat?: unknown };
    if (typeof beat === 'string') return this.#beatHeard(beat);
    const { success, data } = Change.safeParse(message);
    if (success) heard(data);
  }
}
