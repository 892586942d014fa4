import { NotFoundException, Producer } from 'rocketmq-client-nodejs';
import { Broker, type BrokerMessage, type MessageHandler, type Subscription } from '../broker.js';
import { stop } from './rocketmq-client-life.js';
import { clientLog } from './rocketmq-log.js';
import { RocketMqPublisher } from './rocketmq-publisher.js';
import { askRoute } from './rocketmq-route.js';
import { withDefaults, type RocketMqOptions, type RocketMqSettings } from './rocketmq-settings.js';
import { guardStubs } from './rocketmq-stub.js';
import { RocketMqSubscription } from './rocketmq-subscription.js';

/**
 * RocketMQ 5 over its gRPC proxy. Topics have to exist as FIFO, groups as ordered and with more retries than anybody waits for.
 * The broker orders by queue: a message that is not acknowledged holds up the other keys of its queue, not those of other queues.
 */
export class RocketMqBroker extends Broker {
  readonly #settings: RocketMqSettings;
  readonly #publisher: RocketMqPublisher;
  readonly #subscriptions = new Set<RocketMqSubscription>();
  readonly #probe: Producer;
  #anyTopic = 'ping';
  #closed = false;

  constructor(options: RocketMqOptions) {
    super();
    guardStubs();
    this.#settings = withDefaults(options);
    this.#publisher = new RocketMqPublisher(this.#settings);
    const { endpoints, logger, requestMs } = this.#settings;
    this.#probe = new Producer({ endpoints, namespace: '', requestTimeout: requestMs, logger: clientLog(logger) });
  }

  async publish(messages: readonly BrokerMessage[]): Promise<void> {
    this.#refuseWhenClosed();
    this.#anyTopic = messages[0]?.topic ?? this.#anyTopic;
    await this.#publisher.publish(messages);
  }

  async subscribe(topic: string, group: string, handler: MessageHandler): Promise<Subscription> {
    this.#refuseWhenClosed();
    this.#anyTopic = topic;
    const subscription = new RocketMqSubscription(topic, group, handler, this.#settings);
    this.#subscriptions.add(subscription);
    return {
      close: async () => {
        this.#subscriptions.delete(subscription);
        await subscription.close();
      },
    };
  }

  async ping(): Promise<void> {
    this.#refuseWhenClosed();
    const { namespace, requestMs } = this.#settings;
    await askRoute(this.#probe, namespace + this.#anyTopic, requestMs).catch((error: unknown) => {
      if (!(error instanceof NotFoundException)) throw error;
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.close()));
    this.#subscriptions.clear();
    await Promise.all([this.#publisher.close(), stop(this.#probe)]);
  }

  #refuseWhenClosed(): void {
    if (this.#closed) throw new Error('the broker is closed');
  }
}
