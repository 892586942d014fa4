import type { BrokerMessage, MessageHandler } from './broker.js';
import { KeyLanes } from './key-lanes.js';

export type Delay = (ms: number, signal: AbortSignal) => Promise<unknown>;

const FIRST_RETRY_MS = 50;
const MOST_RETRY_MS = 5_000;

/** One consumer group of one topic: its members take turns, a key is handled by one of them at a time. */
export class InProcessGroup {
  readonly #members = new Set<MessageHandler>();
  readonly #lanes = new KeyLanes();
  #turn = 0;

  constructor(
    private readonly name: string,
    private readonly delay: Delay,
    private readonly closing: AbortSignal,
  ) {}

  join(member: MessageHandler): void {
    this.#members.add(member);
  }

  leave(member: MessageHandler): void {
    this.#members.delete(member);
  }

  /** Resolves when all are handled. A key stops at the first message that nobody is left to handle. */
  async deliver(messages: readonly BrokerMessage[]): Promise<void> {
    const byKey = Map.groupBy(messages, (message) => message.key);
    const handled = [...byKey].map(([key, own]) => this.#lanes.run(key, () => this.#handleInOrder(own)));
    const failed = (await Promise.allSettled(handled)).find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
  }

  async #handleInOrder(messages: readonly BrokerMessage[]): Promise<void> {
    for (const message of messages) await this.#handleUntilDone(message);
  }

  async #handleUntilDone(message: BrokerMessage): Promise<void> {
    for (let wait = FIRST_RETRY_MS; ; wait = Math.min(wait * 2, MOST_RETRY_MS)) {
      try {
        return await this.#nextMember()(message);
      } catch (error) {
        if (error instanceof NobodyListens) throw error;
        await this.delay(wait, this.closing).catch(() => undefined);
      }
    }
  }

  #nextMember(): MessageHandler {
    const member = [...this.#members][this.#turn++ % this.#members.size];
    if (member === undefined) throw new NobodyListens(this.name);
    return member;
  }
}

class NobodyListens extends Error {
  constructor(group: string) {
    super(`nobody of the group ${group} listens now`);
  }
}
