import { Broker, type BrokerMessage, type Subscription } from '#libs/messaging/broker';

/** A broker to publish to: keeps what it got, and takes it as the script says. */
export class ScriptedBroker extends Broker {
  /** Everything that arrived, repeats too, in the order it arrived. */
  readonly arrived: BrokerMessage[] = [];
  /** Runs before a message is taken; when it throws, neither this one nor those behind it are. */
  script: (message: BrokerMessage) => Promise<void> = async () => undefined;

  async publish(messages: readonly BrokerMessage[]): Promise<void> {
    for (const message of messages) {
      await this.script(message);
      this.arrived.push(message);
    }
  }

  /** The ids of each key, each once, in the order they came first. */
  idsByKey(): Map<string, string[]> {
    const byKey = Map.groupBy(this.arrived, ({ key }) => key);
    return new Map([...byKey].map(([key, own]) => [key, [...new Set(own.map(({ id }) => id))]]));
  }

  async subscribe(): Promise<Subscription> {
    throw new Error('nobody listens to a scripted broker');
  }

  async ping(): Promise<void> {
    return;
  }

  async close(): Promise<void> {
    return;
  }
}
