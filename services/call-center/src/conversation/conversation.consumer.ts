import { contactConnected, contactEnded } from '#libs/contracts/call-events';
import type { Received } from '#libs/contracts/event-contract';
import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { EventPattern, Payload } from '@nestjs/microservices';
import { FollowContact } from './commands/follow-contact.js';

/** Goes with the contact a conversation is in. */
@Controller()
export class ConversationConsumer {
  constructor(private readonly commands: CommandBus) {}

  @EventPattern<string>(contactConnected.type)
  onContactConnected(@Payload() { data }: Received<typeof contactConnected>): Promise<void> {
    return this.commands.execute(new FollowContact(data.contactId, data.agentId));
  }

  @EventPattern<string>(contactEnded.type)
  onContactEnded(@Payload() { data }: Received<typeof contactEnded>): Promise<void> {
    return this.commands.execute(new FollowContact(data.contactId, null));
  }
}
