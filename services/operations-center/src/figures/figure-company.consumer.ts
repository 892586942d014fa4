import { callbackRequested } from '#libs/contracts/call-events';
import { contactCallbackAttempted, contactCallbackPromised } from '#libs/contracts/contact-callback-events';
import * as contact from '#libs/contracts/contact-events';
import type { Received } from '#libs/contracts/event-contract';
import { OUTSIDE_TRANSACTION } from '#libs/messaging/event-transport';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { ContactFacts } from './facts/contact-facts.js';
import { told } from './facts/told.js';

/** Consultations of these endings leave the colleague on the contact. */
const STAYS: ReadonlySet<string> = new Set(['merged', 'transferred']);

/** What is told of those who are on a contact beside who has it, and of callbacks, as facts. Supervisors have no part in a contact. */
@Controller()
export class FigureCompanyConsumer {
  constructor(private readonly contacts: ContactFacts) {}

  @EventPattern<string>(contact.contactConsultAccepted.type, OUTSIDE_TRANSACTION)
  onConsultAccepted(@Payload() { id, time, data }: Received<typeof contact.contactConsultAccepted>): Promise<void> {
    const { contactId, agentId, at } = data;
    return this.contacts.take(contactId, { what: 'joined', ...told(id, time, at), agentId });
  }

  @EventPattern<string>(contact.contactConsultEnded.type, OUTSIDE_TRANSACTION)
  async onConsultEnded(@Payload() { id, time, data }: Received<typeof contact.contactConsultEnded>): Promise<void> {
    const { contactId, agentId, as, at } = data;
    if (agentId === null || STAYS.has(as)) return;
    await this.contacts.take(contactId, { what: 'left', ...told(id, time, at), agentId });
  }

  @EventPattern<string>(contact.contactParticipantJoined.type, OUTSIDE_TRANSACTION)
  async onJoined(@Payload() { id, time, data }: Received<typeof contact.contactParticipantJoined>): Promise<void> {
    const { contactId, participant, at } = data;
    if (!('agentId' in participant)) return;
    const { agentId } = participant;
    await this.contacts.take(contactId, { what: 'joined', ...told(id, time, at), agentId });
  }

  @EventPattern<string>(contact.contactParticipantLeft.type, OUTSIDE_TRANSACTION)
  async onLeft(@Payload() { id, time, data }: Received<typeof contact.contactParticipantLeft>): Promise<void> {
    const { contactId, participant, at } = data;
    if (!('agentId' in participant)) return;
    const { agentId } = participant;
    await this.contacts.take(contactId, { what: 'left', ...told(id, time, at), agentId });
  }

  /** Who has it then is told by `contact.connected.v1`. */
  @EventPattern<string>(contact.contactOwnerChanged.type, OUTSIDE_TRANSACTION)
  onOwnerChanged(@Payload() { id, time, data }: Received<typeof contact.contactOwnerChanged>): Promise<void> {
    const { contactId, reason, at } = data;
    const stays = reason === 'handed-over' ? ({ stays: true } as const) : {};
    return this.contacts.take(contactId, { what: 'let-go', ...told(id, time, at), ...stays });
  }

  @EventPattern<string>(callbackRequested.type, OUTSIDE_TRANSACTION)
  onCallbackRequested(@Payload() { id, time, data }: Received<typeof callbackRequested>): Promise<void> {
    return this.contacts.take(data.contactId, { what: 'callback-promised', ...told(id, time) });
  }

  @EventPattern<string>(contactCallbackPromised.type, OUTSIDE_TRANSACTION)
  onCallbackPromised(@Payload() { id, time, data }: Received<typeof contactCallbackPromised>): Promise<void> {
    return this.contacts.take(data.contactId, { what: 'callback-promised', ...told(id, time, data.at) });
  }

  @EventPattern<string>(contactCallbackAttempted.type, OUTSIDE_TRANSACTION)
  async onCallbackAttempted(@Payload() { id, time, data }: Received<typeof contactCallbackAttempted>): Promise<void> {
    const { contactId, outcome, again, at } = data;
    if (outcome === 'reached') return;
    await this.contacts.take(contactId, { what: 'callback-failed', ...told(id, time, at), again: again !== null });
  }
}
