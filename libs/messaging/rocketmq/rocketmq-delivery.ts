import type { Logger } from 'pino';
import type { MessageView, SimpleConsumer } from 'rocketmq-client-nodejs';
import type { BrokerMessage } from '../broker.js';
import type { RocketMqSettings } from './rocketmq-settings.js';

/** One message in our hands: kept from others until it is acknowledged or given back. */
export class RocketMqDelivery {
  readonly message: BrokerMessage;
  readonly #renewing: NodeJS.Timeout;
  #renewal: Promise<void> = Promise.resolve();

  constructor(
    private readonly consumer: SimpleConsumer,
    private readonly view: MessageView,
    topic: string,
    private readonly settings: RocketMqSettings,
  ) {
    const { messageId, messageGroup, properties, body } = view;
    const id = properties.get('id') ?? messageId;
    this.message = { id, topic, key: properties.get('key') ?? messageGroup ?? id, body: body.toString() };
    this.#renewing = setInterval(() => {
      this.#renewal = this.#hide(settings.invisibleMs);
    }, settings.invisibleMs / 3);
  }

  /** When it fails the message comes again, which a handler has to bear anyway. */
  async acknowledge(): Promise<void> {
    await this.#stopRenewing();
    await this.consumer
      .ack(this.view)
      .catch((error: unknown) => this.#warn(error, 'message handled but not acknowledged'));
  }

  /** How long to leave it when it was refused: longer with each attempt, as the broker counts them. */
  get redeliveryMs(): number {
    const [first, most] = this.settings.redeliverMs;
    return Math.min(first * 2 ** ((this.view.deliveryAttempt ?? 1) - 1), most);
  }

  /** The broker gives it again after the delay, to anybody of the group. */
  async giveBack(delayMs: number): Promise<void> {
    await this.#stopRenewing();
    await this.#hide(delayMs);
  }

  /** The receipt changes with each renewal: what comes next has to wait for the one on its way. */
  async #stopRenewing(): Promise<void> {
    clearInterval(this.#renewing);
    await this.#renewal;
  }

  async #hide(ms: number): Promise<void> {
    const hidden = this.consumer.changeInvisibleDuration(this.view, ms);
    await hidden.catch((error: unknown) => this.#warn(error, 'message not kept from others'));
  }

  #warn(error: unknown, message: string): void {
    const logger: Logger = this.settings.logger;
    logger.warn({ err: error, event: this.message.id, topic: this.message.topic }, message);
  }
}
