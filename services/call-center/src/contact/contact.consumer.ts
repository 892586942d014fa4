import { callbackRequested } from '#libs/contracts/call-center/call-events';
import type { Received } from '#libs/contracts/event-contract';
import { REPEATABLE } from '#libs/messaging/event-transport';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { ContactDesk } from './contact-desk.api.js';

/** What was promised to customers without people. */
@Controller()
export class ContactConsumer {
  constructor(private readonly contacts: ContactDesk) {}

  /** Routing takes no part in the transaction of a dialogue's step. */
  @EventPattern<string>(callbackRequested.type, REPEATABLE)
  onCallbackRequested(@Payload() { data }: Received<typeof callbackRequested>): Promise<void> {
    return this.contacts.promiseCallback(data.contactId, data.queueId);
  }
}
