import { setTimeout as sleep } from 'node:timers/promises';
import { Broker, type BrokerMessage, type MessageHandler, type Subscription } from './broker.js';
import { InProcessGroup, type Delay } from './in-process-group.js';
import { within } from './within.js';

export interface InProcessOptions {
  /** Waits before a rejected message is handled again. */
  readonly delay?: Delay;
  /** What close() waits for handlers that are running. */
  readonly closeMs?: number;
}

/**
 * The broker of the embedded profile keeps nothing: publish() resolves when every group has handled the messages, so what a
 * crash cuts short is still in the outbox. A group once subscribed stays: while it has no member, publishing to it fails.
 */
export class InProcessBroker extends Broker {
  readonly #topics = new Map<string, Map<string, InProcessGroup>>();
  readonly #closers = new Set<() => Promise<void>>();
  readonly #closing = new AbortController();
  readonly #delay: Delay;
  readonly #closeMs: number;

  constructor({ delay = (ms, signal) => sleep(ms, undefined, { signal }), closeMs = 3_000 }: InProcessOptions = {}) {
    super();
    this.#delay = delay;
    this.#closeMs = closeMs;
  }

  async publish(messages: readonly BrokerMessage[]): Promise<void> {
    this.#refuseWhenClosed();
    const deliveries = [...Map.groupBy(messages, (message) => message.topic)].flatMap(([topic, own]) =>
      [...(this.#topics.get(topic)?.values() ?? [])].map((group) => group.deliver(own)),
    );
    const failed = (await Promise.allSettled(deliveries)).find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
  }

  async subscribe(topic: string, groupName: string, handler: MessageHandler): Promise<Subscription> {
    this.#refuseWhenClosed();
    const group = this.#group(topic, groupName);
    const running = new Set<Promise<void>>();
    const member: MessageHandler = (message) => {
      const handled = handler(message).finally(() => running.delete(handled));
      running.add(handled);
      return handled;
    };
    group.join(member);
    const close = async () => {
      group.leave(member);
      this.#closers.delete(close);
      await within(this.#closeMs, () => Promise.allSettled(running)).catch(() => undefined);
    };
    this.#closers.add(close);
    return { close };
  }

  async ping(): Promise<void> {
    this.#refuseWhenClosed();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all([...this.#closers].map((close) => close()));
  }

  #group(topic: string, name: string): InProcessGroup {
    const groups = this.#topics.get(topic) ?? new Map<string, InProcessGroup>();
    this.#topics.set(topic, groups);
    const group = groups.get(name) ?? new InProcessGroup(name, this.#delay, this.#closing.signal);
    groups.set(name, group);
    return group;
  }

  #refuseWhenClosed(): void {
    if (this.#closing.signal.aborted) throw new Error('the broker is closed');
  }
}
