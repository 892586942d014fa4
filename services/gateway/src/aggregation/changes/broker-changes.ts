import type { Topic } from '#libs/contracts/event-contract';
import { newId } from '#libs/kernel/id';
import type { Broker } from '#libs/messaging/broker';
import { changeIn, type Change } from './change.js';
import { ChangeSource } from './change-source.js';

export const TOPICS: readonly Topic[] = ['call-events', 'common-events', 'operations-events', 'ticket-events'];

/** Straight from the broker of this process, each gateway as a group of its own. */
export class BrokerChanges extends ChangeSource {
  #closed = false;

  constructor(private readonly broker: Broker) {
    super();
  }

  /** The groups are never left: to the broker of a process a group without members is one that messages have to wait for. */
  override async start(heard: (change: Change) => void): Promise<void> {
    const group = `gateway-${newId(new Date())}`;
    const subscribed = TOPICS.map((topic) =>
      this.broker.subscribe(topic, `${group}_${topic}`, async (message) => {
        const change = this.#closed ? undefined : changeIn(message);
        if (change !== undefined) heard(change);
      }),
    );
    await Promise.all(subscribed);
  }

  override async works(): Promise<boolean> {
    return this.broker.ping().then(
      () => !this.#closed,
      () => false,
    );
  }

  override async close(): Promise<void> {
    this.#closed = true;
  }
}
