import { Injectable } from '@nestjs/common';
import { ContactDesk } from '../contact/contact-desk.api.js';
import { ContactDirectory, type KnownContact } from '../contact/contact.api.js';
import { Queues } from '../queue/queue.api.js';
import { WaitingTimes } from '../routing/waiting-times.api.js';
import type { Place, TextChannel } from './domain/chat-rules.js';
import type { Asking } from './domain/conversation.aggregate.js';
import { ChatSettingsService } from './settings/chat-settings.service.js';

const MINUTE_MS = 60_000;

/** Conversations that want a person, in the queues of routing. Never inside a transaction. */
@Injectable()
export class Line {
  constructor(
    private readonly contacts: ContactDesk,
    private readonly directory: ContactDirectory,
    private readonly queues: Queues,
    private readonly waiting: WaitingTimes,
    private readonly settings: ChatSettingsService,
  ) {}

  /**
   * Has the contact wait in a queue, once. A contact whose agent gave the conversation up goes back to a queue.
   * @throws QueueIsFull
   */
  async enter(asking: Asking): Promise<void> {
    const [contact] = await this.directory.get([asking.contactId]);
    const queueId = await this.#queueFor(asking, contact!);
    if (queueId === undefined) return;
    if (wasGivenUp(contact!, asking)) {
      return this.contacts.transfer(asking.contactId, { queueId, letGo: 'at-once', age: 'system' });
    }
    const { priority, required, preferred } = asking.wish;
    const wishes = await this.#agentsFor(asking);
    await this.contacts.queue(asking.contactId, { queueId, priority, required, preferred, wishes });
  }

  /** Null: it is not in a queue, or nobody knows just now. */
  async place(contactId: string): Promise<Place | null> {
    const known = await this.waiting.of(contactId);
    if (known === null) return null;
    const { position, estimatedWaitMs } = known;
    return { position, minutes: estimatedWaitMs === null ? null : Math.ceil(estimatedWaitMs / MINUTE_MS) };
  }

  /** Undefined: no queue takes the channel. */
  async #queueFor({ wish }: Asking, { channel, queueId }: KnownContact): Promise<string | undefined> {
    const { queues } = await this.settings.rules();
    const takers = (await this.queues.all()).filter(({ channels }) => channels.includes(channel));
    const first = takers.toSorted((a, b) => (a.id < b.id ? -1 : 1)).at(0);
    const wanted = [wish.queueId, queueId, queues[channel as TextChannel], first?.id];
    return wanted.flatMap((id) => takers.find((queue) => queue.id === id)?.id ?? []).at(0);
  }

  /** Whom the customer asks for, then whom they talked to last. */
  async #agentsFor({ contactId, customerId, wish }: Asking) {
    const { lastAgentWaitS: waitSeconds } = await this.settings.rules();
    const last = customerId === null ? null : await this.directory.lastAgentOf(customerId, contactId);
    return [
      ...(wish.agentId === null ? [] : [{ agentId: wish.agentId, as: 'preferred' as const, waitSeconds }]),
      ...(last === null || last === wish.agentId ? [] : [{ agentId: last, as: 'last' as const, waitSeconds }]),
    ];
  }
}

/** The agent who had it left the conversation, and still has the contact. */
function wasGivenUp({ status, agentId, queueId }: KnownContact, asking: Asking): boolean {
  return (status === 'in-progress' || status === 'held') && queueId !== null && agentId === asking.agentId;
}
