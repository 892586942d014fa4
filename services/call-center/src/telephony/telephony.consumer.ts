import { contactConnected, contactEnded } from '#libs/contracts/call-events';
import {
  contactHeld,
  contactOffered,
  contactOfferEnded,
  contactResumed,
  contactTransferred,
  contactWrapUpBegun,
} from '#libs/contracts/contact-events';
import type { Received } from '#libs/contracts/event-contract';
import { callProgressed } from '#libs/contracts/telephony-events';
import { OUTSIDE_TRANSACTION } from '#libs/messaging/event-transport';
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
  contactWrapUpBegun,
  contactEnded,
].map(({ type }) => type);

/** After these something may have to be done; after all others of a call nothing ever is. */
const TURNS: ReadonlySet<string> = new Set(['ringing', 'answered', 'bridged', 'unbridged', 'held', 'resumed', 'ended']);

/** What calls mean for contacts that routing decides about, and what becomes of contacts for their calls. */
@Controller()
export class TelephonyConsumer {
  constructor(
    private readonly handling: CallHandling,
    private readonly lines: ContactLines,
  ) {}

  @EventPattern<string>(callProgressed.type, OUTSIDE_TRANSACTION)
  async onCallProgressed(@Payload() { data }: Received<typeof callProgressed>): Promise<void> {
    const { kind, role, contactId } = data;
    if (!TURNS.has(kind)) return;
    if (kind === 'ended' && role === 'customer') await this.handling.ended(contactId);
    if (kind === 'ended' || role !== 'customer') await this.lines.follow(contactId);
  }

  @EventPattern<string[]>(MOVES, OUTSIDE_TRANSACTION)
  onContactMoved(@Payload() { data: { contactId } }: OfContact): Promise<void> {
    return this.lines.follow(contactId);
  }
}
