import { setTimeout as pause } from 'node:timers/promises';
import type { ChatClient } from './chat-client.js';

/** Somebody who says one thing after another until each is accepted, whatever happens to the socket meanwhile. */
export class ChatPerson {
  /** The sequences under which it was accepted, by conversation and clientMsgId. */
  readonly accepted = new Map<string, Set<number>>();
  #coming: Promise<void> | undefined;

  constructor(
    readonly name: string,
    readonly client: ChatClient,
    private readonly conversationIds: readonly string[],
    /** Any node that lives. */
    private readonly living: () => string,
  ) {}

  /** @param twice says it a second time, as a client does that missed the answer */
  async say(conversationId: string, clientMsgId: string, twice: boolean): Promise<void> {
    for (let times = twice ? 2 : 1; times > 0;) {
      try {
        const { type, seq } = await this.#send(conversationId, clientMsgId);
        if (type !== 'accepted') throw new Error('it was not accepted');
        const key = `${conversationId} ${clientMsgId}`;
        this.accepted.set(key, (this.accepted.get(key) ?? new Set()).add(seq));
        times -= 1;
      } catch {
        await this.comeBack();
      }
    }
  }

  /** Comes back, to whichever node lives; whoever asks meanwhile waits for the same. */
  comeBack(): Promise<void> {
    this.#coming ??= this.#comeBack().finally(() => (this.#coming = undefined));
    return this.#coming;
  }

  /** Those of its conversations in which it has not everything up to this sequence. */
  behind(lastSeqs: ReadonlyMap<string, number>): string[] {
    return this.conversationIds.filter((id) => (this.client.shown.get(id)?.at(-1)?.seq ?? 0) < (lastSeqs.get(id) ?? 0));
  }

  async #send(conversationId: string, clientMsgId: string) {
    if (this.client.closedWith !== undefined) throw new Error('it is not connected');
    return this.client.send(conversationId, clientMsgId);
  }

  async #comeBack(): Promise<void> {
    for (let tries = 0; this.client.closedWith !== undefined; tries += 1) {
      if (tries > 100) throw new Error(`${this.name} does not get in any more`);
      await pause(20);
      await this.client.reconnect(this.living()).catch(() => undefined);
    }
  }
}
