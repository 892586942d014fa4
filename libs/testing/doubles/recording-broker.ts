import { Envelope } from '#libs/contracts/envelope';
import { Broker, type BrokerMessage, type MessageHandler, type Subscription } from '#libs/messaging/broker';

/** Any broker, with a memory of what was published. */
export class RecordingBroker extends Broker {
  readonly published: Envelope[] = [];

  constructor(private readonly broker: Broker) {
    super();
  }

  async publish(messages: readonly BrokerMessage[]): Promise<void> {
    await this.broker.publish(messages);
    this.published.push(...messages.map(({ body }) => Envelope.parse(JSON.parse(body))));
  }

  subscribe(topic: string, group: string, handler: MessageHandler): Promise<Subscription> {
    return this.broker.subscribe(topic, group, handler);
  }

  ping(): Promise<void> {
    return this.broker.ping();
  }

  close(): Promise<void> {
    return this.broker.close();
  }
}
