import { contactCallbackAttempted, contactCallbackDue } from '#libs/contracts/call-center/contact-callback-events';
import { contactConnected, contactEnded } from '#libs/contracts/call-center/call-events';
import {
  contactConsultAccepted,
  contactConsultEnded,
  contactHeld,
  contactOffered,
  contactOfferEnded,
  contactParticipantJoined,
  contactParticipantLeft,
  contactResumed,
  contactSupervised,
  contactSupervisionEnded,
  contactTransferred,
  contactWrapUpBegun,
} from '#libs/contracts/call-center/contact-events';
import type { Received } from '#libs/contracts/event-contract';
import { callProgressed } from '#libs/contracts/call-center/telephony-events';
import { REPEATABLE } from '#libs/messaging/event-transport';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { ContactLines } from './calls/contact-lines.js';
import { CallHandling } from './domain/call-handling.js';

interface OfContact {
  readonly data: { readonly contactId: string };
}

/** What calls follow of their contact. */
const MOVES = [
  contactOffered,
  contactOfferEnded,
  contactConnected,
  contactHeld,
  contactResumed,
  contactTransferred,
  contactConsultAccepted,
  contactConsultEnded,
  contactParticipantJoined,
  contactParticipantLeft,
  contactSupervised,
  contactSupervisionEnded,
  contactCallbackDue,
  contactCallbackAttempted,
  contactWrapUpBegun,
  contactEnded,
].map(({ type }) => type);

/** After these something may have to be done; after all others of a call nothing ever is. */
const TURNS: ReadonlySet<string> = new Set([
  'ringing',
  'answered',
  'bridged',
  'unbridged',
  'joined',
  'held',
  'resumed',
  'ended',
]);

/** What calls mean for contacts that routing decides about, and what becomes of contacts for their calls. */
@Controller()
export class TelephonyConsumer {
  constructor(
    private readonly handling: CallHandling,
    private readonly lines: ContactLines,
  ) {}

  @EventPattern<string>(callProgressed.type, REPEATABLE)
  async onCallProgressed(@Payload() { data }: Received<typeof callProgressed>): Promise<void> {
    const { kind, role, direction, contactId } = data;
    if (!TURNS.has(kind)) return;
    if (kind === 'ended' && role === 'customer') await this.handling.ended(contactId);
    const isOurs = role !== 'customer' || direction === 'outbound';
    if (kind === 'ended' || isOurs) await this.lines.follow(contactId);
  }

  @EventPattern<string[]>(MOVES, REPEATABLE)
  onContactMoved(@Payload() { data: { contactId } }: OfContact): Promise<void> {
    return this.lines.follow(contactId);
  }
}
