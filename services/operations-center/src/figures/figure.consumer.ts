import * as call from '#libs/contracts/call-events';
import * as contact from '#libs/contracts/contact-events';
import type { Received } from '#libs/contracts/event-contract';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { ContactFacts } from './facts/contact-facts.js';

/** What is told of contacts, as facts. */
@Controller()
export class FigureConsumer {
  constructor(private readonly contacts: ContactFacts) {}

  @EventPattern<string>(call.contactStarted.type)
  onStarted(@Payload() { id, time, data }: Received<typeof call.contactStarted>): Promise<void> {
    const { contactId, channel } = data;
    return this.contacts.take(contactId, async () => ({ what: 'started', ...told(id, time, time), channel }));
  }

  @EventPattern<string>(contact.contactQueued.type)
  onQueued(@Payload() { id, time, data }: Received<typeof contact.contactQueued>): Promise<void> {
    const { contactId, channel, queueId, at } = data;
    return this.contacts.take(contactId, async (tx, book) => {
      const goal = await book.goalOf(tx, queueId);
      return { what: 'queued', ...told(id, time, at), channel, queueId, goal, moved: null };
    });
  }

  @EventPattern<string>(contact.contactMoved.type)
  onMoved(@Payload() { id, time, data }: Received<typeof contact.contactMoved>): Promise<void> {
    const { contactId, channel, to: queueId, reason, at } = data;
    const moved = reason.startsWith('transfer') ? 'transferred' : 'flowed-out';
    return this.contacts.take(contactId, async (tx, book) => {
      const goal = await book.goalOf(tx, queueId);
      return { what: 'queued', ...told(id, time, at), channel, queueId, goal, moved };
    });
  }

  @EventPattern<string>(contact.contactOffered.type)
  onOffered(@Payload() { id, time, data }: Received<typeof contact.contactOffered>): Promise<void> {
    const { contactId, agentId, at } = data;
    return this.contacts.take(contactId, async (tx, book) => {
      return { what: 'offered', ...told(id, time, at), agentId, teamId: await book.teamOf(tx, agentId) };
    });
  }

  @EventPattern<string>(call.contactConnected.type)
  onConnected(@Payload() { id, time, data }: Received<typeof call.contactConnected>): Promise<void> {
    const { contactId, agentId, at } = data;
    return this.contacts.take(contactId, async (tx, book) => {
      return { what: 'connected', ...told(id, time, at ?? time), agentId, teamId: await book.teamOf(tx, agentId) };
    });
  }

  @EventPattern<string>(contact.contactHeld.type)
  onHeld(@Payload() { id, time, data }: Received<typeof contact.contactHeld>): Promise<void> {
    return this.contacts.take(data.contactId, async () => ({ what: 'held', ...told(id, time, data.at) }));
  }

  @EventPattern<string>(contact.contactResumed.type)
  onResumed(@Payload() { id, time, data }: Received<typeof contact.contactResumed>): Promise<void> {
    return this.contacts.take(data.contactId, async () => ({ what: 'resumed', ...told(id, time, data.at) }));
  }

  @EventPattern<string>(contact.contactTransferred.type)
  async onTransferred(@Payload() { id, time, data }: Received<typeof contact.contactTransferred>): Promise<void> {
    if (data.from === null || data.letGo === 'on-accept') return;
    await this.contacts.take(data.contactId, async () => ({ what: 'let-go', ...told(id, time, data.at) }));
  }

  @EventPattern<string>(contact.contactWrapUpBegun.type)
  onWrapUpBegun(@Payload() { id, time, data }: Received<typeof contact.contactWrapUpBegun>): Promise<void> {
    return this.contacts.take(data.contactId, async () => ({ what: 'wrap-up-begun', ...told(id, time, data.at) }));
  }

  @EventPattern<string>(call.contactEnded.type)
  onEnded(@Payload() { id, time, data }: Received<typeof call.contactEnded>): Promise<void> {
    const { contactId, outcome, course, at } = data;
    return this.contacts.take(contactId, async () => ({
      ...{ what: 'ended', ...told(id, time, at ?? time) },
      ...{ channel: course?.channel ?? null, gaveUp: outcome === 'abandoned' },
      ...{ left: course?.left ?? null, wrapMs: course?.wrapMs ?? 0 },
    }));
  }
}

function told(id: string, time: string, at: string) {
  return { id, told: Date.parse(time), at: Date.parse(at) };
}
