import { ExponentialBackoff } from 'cockatiel';
import { setTimeout as delay } from 'node:timers/promises';
import { FilterExpression, SimpleConsumer } from 'rocketmq-client-nodejs';
import type { MessageHandler, Subscription } from '../broker.js';
import { KeyLanes } from '../key-lanes.js';
import { start, stop } from './rocketmq-client-life.js';
import { RocketMqDelivery } from './rocketmq-delivery.js';
import { clientLog } from './rocketmq-log.js';
import type { RocketMqSettings } from './rocketmq-settings.js';
import { within } from '../within.js';

/** The most the broker hands out at once. */
const BATCH = 32;
const AT_ONCE_MS = 1;

/**
 * A consume loop of our own: the client's push consumer storms on failure and gives messages up by itself. The broker lets no
 * second consumer have a queue while messages of it are in our hands, so order is kept by handling each key in order here.
 */
export class RocketMqSubscription implements Subscription {
  readonly #closing = new AbortController();
  readonly #lanes = new KeyLanes();
  readonly #handling = new Set<Promise<void>>();
  readonly #consumers = new Set<SimpleConsumer>();
  readonly #loop: Promise<void>;

  constructor(
    private readonly topic: string,
    private readonly group: string,
    private readonly handler: MessageHandler,
    private readonly settings: RocketMqSettings,
  ) {
    this.#loop = this.#consumeUntilClosed();
  }

  /** The receive on its way has to come back: what the broker answers to one that was given up stays hidden from everybody. */
  async close(): Promise<void> {
    this.#closing.abort();
    const { closeMs, logger } = this.settings;
    const finished = within(closeMs, () => this.#loop.then(() => this.#lanes.idle()));
    await finished.catch((error: unknown) =>
      logger.warn({ err: error, group: this.group }, 'closed before all was handled'),
    );
    await Promise.all([...this.#consumers].map(stop));
  }

  async #consumeUntilClosed(): Promise<void> {
    const [initialDelay, maxDelay] = this.settings.reconnectMs;
    const backoff = new ExponentialBackoff({ initialDelay, maxDelay });
    let pause = backoff.next();
    while (!this.#closed) {
      try {
        await this.#consumeWithOneConsumer(() => (pause = backoff.next()));
      } catch (error) {
        if (this.#closed) return;
        this.settings.logger.warn({ err: error, group: this.group }, 'broker lost, connecting again');
        await delay(pause.duration, undefined, { signal: this.#closing.signal }).catch(() => undefined);
        pause = pause.next(undefined);
      }
    }
  }

  /** Until it fails or grows old. */
  async #consumeWithOneConsumer(works: () => void): Promise<void> {
    const consumer = this.#newConsumer();
    this.#consumers.add(consumer);
    try {
      await start(consumer, this.settings.namespace + this.topic, this.settings, this.#closing.signal);
      this.settings.logger.info({ group: this.group }, 'consuming');
      const until = this.#now() + this.settings.clientAgeMs;
      while (!this.#closed && this.#now() < until) {
        const views = await consumer.receive(BATCH, this.settings.invisibleMs);
        works();
        this.#handleAll(views.map((view) => new RocketMqDelivery(consumer, view, this.topic, this.settings)));
        while (!this.#closed && this.#handling.size >= this.settings.inFlight) await Promise.race(this.#handling);
      }
    } finally {
      void this.#stopWhenDone(consumer);
    }
  }

  /** Only the consumer that received a message can acknowledge it. */
  async #stopWhenDone(consumer: SimpleConsumer): Promise<void> {
    await Promise.all(this.#handling);
    await stop(consumer);
    this.#consumers.delete(consumer);
  }

  #handleAll(deliveries: readonly RocketMqDelivery[]): void {
    for (const [key, own] of Map.groupBy(deliveries, ({ message }) => message.key)) {
      const handled = this.#lanes
        .run(key, () => this.#handleInOrder(own))
        .finally(() => this.#handling.delete(handled));
      this.#handling.add(handled);
    }
  }

  /** Stops at the first rejection: that message and all behind it go back, to come again in order. */
  async #handleInOrder(deliveries: readonly RocketMqDelivery[]): Promise<void> {
    const acknowledged: Promise<void>[] = [];
    for (const [index, delivery] of deliveries.entries()) {
      if (!(await this.#handle(delivery))) {
        const delayMs = this.#closed ? AT_ONCE_MS : delivery.redeliveryMs;
        await Promise.all(deliveries.slice(index).map((left) => left.giveBack(delayMs)));
        break;
      }
      acknowledged.push(delivery.acknowledge());
    }
    await Promise.all(acknowledged);
  }

  async #handle({ message }: RocketMqDelivery): Promise<boolean> {
    if (this.#closed) return false;
    try {
      await this.handler(message);
      return true;
    } catch (error) {
      this.settings.logger.warn(
        { err: error, group: this.group, event: message.id },
        'message refused, it comes again',
      );
      return false;
    }
  }

  /** One topic per consumer: with more, its startup can hang. */
  #newConsumer(): SimpleConsumer {
    const { endpoints, namespace, longPollMs, requestMs, logger } = this.settings;
    return new SimpleConsumer({
      endpoints,
      namespace: '',
      consumerGroup: namespace + this.group,
      subscriptions: new Map([[namespace + this.topic, FilterExpression.SUB_ALL]]),
      requestTimeout: requestMs,
      awaitDuration: longPollMs,
      maxRetryAttempts: 1,
      logger: clientLog(logger),
    });
  }

  get #closed(): boolean {
    return this.#closing.signal.aborted;
  }

  #now(): number {
    return this.settings.clock.ms();
  }
}
