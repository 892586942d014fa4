import type { Received } from '#libs/contracts/event-contract';
import { callProgressed } from '#libs/contracts/telephony-events';
import { OUTSIDE_TRANSACTION } from '#libs/messaging/event-transport';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { CallHandling } from './domain/call-handling.js';

/** What calls mean for contacts that routing decides about. */
@Controller()
export class TelephonyConsumer {
  constructor(private readonly handling: CallHandling) {}

  @EventPattern<string>(callProgressed.type, OUTSIDE_TRANSACTION)
  async endContact(@Payload() { data: { kind, role, contactId } }: Received<typeof callProgressed>): Promise<void> {
    if (kind === 'ended' && role === 'customer') await this.handling.ended(contactId);
  }
}
