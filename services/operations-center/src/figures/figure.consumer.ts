import type { EventContract, Received } from '#libs/contracts/event-contract';
import { OUTSIDE_TRANSACTION } from '#libs/messaging/event-transport';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { ContactFacts } from './facts/contact-facts.js';
import { FACT_TYPES, factOf } from './facts/fact-of.js';

/** What is told of contacts, as facts: these count once by themselves, in transactions that many share. */
@Controller()
export class FigureConsumer {
  constructor(private readonly contacts: ContactFacts) {}

  @EventPattern<readonly string[]>(FACT_TYPES, OUTSIDE_TRANSACTION)
  async onContact(@Payload() event: Received<EventContract>): Promise<void> {
    const heard = factOf(event);
    if (heard) await this.contacts.take(heard.contactId, heard.fact);
  }
}
