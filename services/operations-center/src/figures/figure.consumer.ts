import * as call from '#libs/contracts/call-events';
import * as contact from '#libs/contracts/contact-events';
import type { Received } from '#libs/contracts/event-contract';
import { OUTSIDE_TRANSACTION } from '#libs/messaging/event-transport';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { ContactFacts } from './facts/contact-facts.js';
import { told } from './facts/told.js';

const ENDED_AS: Readonly<Record<string, 'rejected' | 'missed'>> = { rejected: 'rejected', timeout: 'missed' };

/** What is told of contacts, as facts: these count once by themselves, in transactions that many share. */
@Controller()
export class FigureConsumer {
  constructor(private readonly contacts: ContactFacts) {}

  @EventPattern<string>(call.contactStarted.type, OUTSIDE_TRANSACTION)
  onStarted(@Payload() { id, time, data }: Received<typeof call.contactStarted>): Promise<void> {
    const { contactId, channel } = data;
    return this.contacts.take(contactId, { what: 'started', ...told(id, time), channel });
  }

  @EventPattern<string>(contact.contactQueued.type, OUTSIDE_TRANSACTION)
  onQueued(@Payload() { id, time, data }: Received<typeof contact.contactQueued>): Promise<void> {
    const { contactId, channel, queueId, at } = data;
    return this.contacts.take(contactId, { what: 'queued', ...told(id, time, at), channel, queueId, moved: null });
  }

  /** Back where it was after a transfer that came to nothing, it does not wait there. */
  @EventPattern<string>(contact.contactMoved.type, OUTSIDE_TRANSACTION)
  onMoved(@Payload() { id, time, data }: Received<typeof contact.contactMoved>): Promise<void> {
    const { contactId, channel, to: queueId, reason, at } = data;
    const about = told(id, time, at);
    if (reason === 'transfer-ended') return this.contacts.take(contactId, { what: 'transfer-ended', ...about });
    const moved = reason.startsWith('transfer') ? 'transferred' : 'flowed-out';
    return this.contacts.take(contactId, { what: 'queued', ...about, channel, queueId, moved });
  }

  @EventPattern<string>(contact.contactOffered.type, OUTSIDE_TRANSACTION)
  onOffered(@Payload() { id, time, data }: Received<typeof contact.contactOffered>): Promise<void> {
    const { contactId, agentId, queueId, at } = data;
    return this.contacts.take(contactId, { what: 'offered', ...told(id, time, at), agentId, queueId });
  }

  @EventPattern<string>(contact.contactOfferEnded.type, OUTSIDE_TRANSACTION)
  onOfferEnded(@Payload() { id, time, data }: Received<typeof contact.contactOfferEnded>): Promise<void> {
    const { contactId, agentId, at } = data;
    const as = ENDED_AS[data.as] ?? 'recalled';
    return this.contacts.take(contactId, { what: 'offer-ended', ...told(id, time, at), agentId, as });
  }

  @EventPattern<string>(call.contactConnected.type, OUTSIDE_TRANSACTION)
  onConnected(@Payload() { id, time, data }: Received<typeof call.contactConnected>): Promise<void> {
    const { contactId, agentId, at } = data;
    return this.contacts.take(contactId, { what: 'connected', ...told(id, time, at), agentId });
  }

  @EventPattern<string>(contact.contactHeld.type, OUTSIDE_TRANSACTION)
  onHeld(@Payload() { id, time, data }: Received<typeof contact.contactHeld>): Promise<void> {
    return this.contacts.take(data.contactId, { what: 'held', ...told(id, time, data.at) });
  }

  @EventPattern<string>(contact.contactResumed.type, OUTSIDE_TRANSACTION)
  onResumed(@Payload() { id, time, data }: Received<typeof contact.contactResumed>): Promise<void> {
    return this.contacts.take(data.contactId, { what: 'resumed', ...told(id, time, data.at) });
  }

  @EventPattern<string>(contact.contactTransferred.type, OUTSIDE_TRANSACTION)
  async onTransferred(@Payload() { id, time, data }: Received<typeof contact.contactTransferred>): Promise<void> {
    if (data.from === null || data.letGo === 'on-accept') return;
    await this.contacts.take(data.contactId, { what: 'let-go', ...told(id, time, data.at) });
  }

  @EventPattern<string>(contact.contactTransferEnded.type, OUTSIDE_TRANSACTION)
  onTransferEnded(@Payload() { id, time, data }: Received<typeof contact.contactTransferEnded>): Promise<void> {
    return this.contacts.take(data.contactId, { what: 'transfer-ended', ...told(id, time, data.at) });
  }

  @EventPattern<string>(contact.contactWrapUpBegun.type, OUTSIDE_TRANSACTION)
  onWrapUpBegun(@Payload() { id, time, data }: Received<typeof contact.contactWrapUpBegun>): Promise<void> {
    return this.contacts.take(data.contactId, { what: 'wrap-up-begun', ...told(id, time, data.at) });
  }

  @EventPattern<string>(call.contactEnded.type, OUTSIDE_TRANSACTION)
  onEnded(@Payload() { id, time, data }: Received<typeof call.contactEnded>): Promise<void> {
    const { contactId, outcome, course, at } = data;
    return this.contacts.take(contactId, {
      ...{ what: 'ended', ...told(id, time, at) },
      ...{ channel: course?.channel ?? null, gaveUp: outcome === 'abandoned' },
      ...{ left: course?.left ?? null, wrapMs: course?.wrapMs ?? 0 },
    });
  }
}
