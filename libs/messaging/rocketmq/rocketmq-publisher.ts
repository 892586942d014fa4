import { bulkhead } from 'cockatiel';
import { createHash } from 'node:crypto';
import type { MessageOptions, Producer } from 'rocketmq-client-nodejs';
import type { BrokerMessage } from '../broker.js';
import { KeyLanes } from '../key-lanes.js';
import { RocketMqProducers } from './rocketmq-producers.js';
import type { RocketMqSettings } from './rocketmq-settings.js';
import { within } from '../within.js';

/** Sends messages of one key one after another, of different keys side by side. Tries each once: the outbox tries again. */
export class RocketMqPublisher {
  readonly #producers: RocketMqProducers;
  readonly #lanes = new KeyLanes();
  readonly #slots;

  constructor(private readonly settings: RocketMqSettings) {
    this.#producers = new RocketMqProducers(settings);
    this.#slots = bulkhead(settings.publishConcurrency, Infinity);
  }

  async publish(messages: readonly BrokerMessage[]): Promise<void> {
    const [first] = messages;
    if (first === undefined) return;
    await within(this.settings.publishMs, (signal) =>
      this.#producers.use(this.settings.namespace + first.topic, (producer) =>
        this.#sendAll(producer, messages, signal),
      ),
    );
  }

  close(): Promise<void> {
    return this.#producers.close();
  }

  async #sendAll(producer: Producer, messages: readonly BrokerMessage[], signal: AbortSignal): Promise<void> {
    const byKey = Map.groupBy(messages, (message) => message.key);
    const sent = [...byKey].map(([key, own]) => this.#lanes.run(key, () => this.#sendInOrder(producer, own, signal)));
    const failed = (await Promise.allSettled(sent)).find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
  }

  /** Stops at the first failure: what comes later must not arrive earlier. */
  async #sendInOrder(producer: Producer, messages: readonly BrokerMessage[], signal: AbortSignal): Promise<void> {
    for (const message of messages) {
      await this.#slots.execute(() => {
        signal.throwIfAborted();
        return producer.send(toRocketMq(message, this.settings.namespace));
      });
    }
  }
}

function toRocketMq({ id, topic, key, body }: BrokerMessage, namespace: string): MessageOptions {
  return {
    topic: namespace + topic,
    body: Buffer.from(body),
    messageGroup: messageGroupOf(key),
    keys: [id],
    properties: new Map([
      ['id', id],
      ['key', key],
    ]),
  };
}

/** What orders messages at the broker: the key, or its SHA-256 where the broker takes no such key (fewer than 64 plain characters). */
function messageGroupOf(key: string): string {
  return /^[\x21-\x7e]{1,63}$/.test(key) ? key : createHash('sha256').update(key).digest('base64url');
}
