import { contactConnected, contactEnded } from '#libs/contracts/call-center/call-events';
import {
  contactOwnerChanged,
  contactParticipantJoined,
  contactParticipantLeft,
  contactTransferred,
  contactWrapUpBegun,
} from '#libs/contracts/call-center/contact-events';
import {
  conversationClosed,
  conversationLeft,
  conversationQueued,
} from '#libs/contracts/call-center/conversation-events';
import type { Received } from '#libs/contracts/event-contract';
import { REPEATABLE } from '#libs/messaging/event-transport';
import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { EventPattern, Payload } from '@nestjs/microservices';
import { ContactDesk } from '../contact/contact-desk.api.js';
import { FollowContact } from './commands/follow-contact.js';
import { PassContactOn } from './commands/pass-contact-on.js';
import { QueueConversation } from './commands/queue-conversation.js';

/** Goes with the contact a conversation is in, and has it end with the conversation. */
@Controller()
export class ConversationConsumer {
  constructor(
    private readonly commands: CommandBus,
    private readonly contacts: ContactDesk,
  ) {}

  @EventPattern<string>(contactConnected.type)
  onContactConnected(@Payload() { data }: Received<typeof contactConnected>): Promise<void> {
    return this.commands.execute(new FollowContact(data.contactId, { attendedBy: data.agentId }));
  }

  /** Who lets go at once has left before anybody else has it. */
  @EventPattern<string>(contactTransferred.type)
  async onContactTransferred(@Payload() { data }: Received<typeof contactTransferred>): Promise<void> {
    const { contactId, from, letGo } = data;
    if (from === null || letGo === 'on-accept') return;
    await this.commands.execute(new FollowContact(contactId, { leftBy: from }));
  }

  @EventPattern<string>(contactParticipantJoined.type)
  async onParticipantJoined(@Payload() { data }: Received<typeof contactParticipantJoined>): Promise<void> {
    const { contactId, participant } = data;
    if ('agentId' in participant)
      await this.commands.execute(new FollowContact(contactId, { joinedBy: participant.agentId }));
  }

  @EventPattern<string>(contactParticipantLeft.type)
  async onParticipantLeft(@Payload() { data }: Received<typeof contactParticipantLeft>): Promise<void> {
    const { contactId, participant } = data;
    if ('agentId' in participant)
      await this.commands.execute(new FollowContact(contactId, { leftBy: participant.agentId }));
  }

  /** Who hands the contact over is on it still, and so in its conversation; who gives it up otherwise is out of both. */
  @EventPattern<string>(contactOwnerChanged.type)
  async onOwnerChanged(@Payload() { data }: Received<typeof contactOwnerChanged>): Promise<void> {
    const { contactId, to, reason } = data;
    if (reason === 'handed-over') await this.commands.execute(new FollowContact(contactId, { handedTo: to }));
  }

  @EventPattern<string>(contactWrapUpBegun.type)
  onContactWrapUpBegun(@Payload() { data }: Received<typeof contactWrapUpBegun>): Promise<void> {
    return this.commands.execute(new FollowContact(data.contactId, 'over'));
  }

  @EventPattern<string>(contactEnded.type)
  onContactEnded(@Payload() { data }: Received<typeof contactEnded>): Promise<void> {
    return this.commands.execute(new FollowContact(data.contactId, 'over'));
  }

  /** Routing takes no part in the transaction in which the conversation came to ask. */
  @EventPattern<string>(conversationQueued.type, REPEATABLE)
  onQueued(@Payload() { data }: Received<typeof conversationQueued>): Promise<void> {
    return this.commands.execute(new QueueConversation(data.conversationId));
  }

  /** As with all that routing decides about. */
  @EventPattern<string>(conversationLeft.type, REPEATABLE)
  async onLeft(@Payload() { data }: Received<typeof conversationLeft>): Promise<void> {
    const { conversationId, participantId, role } = data;
    if (role === 'agent') await this.commands.execute(new PassContactOn(conversationId, participantId));
  }

  /** Not with the conversation: the contact may be on its way to agents, which routing decides about. */
  @EventPattern<string>(conversationClosed.type, REPEATABLE)
  onClosed(@Payload() { data: { contactId, queuedAt } }: Received<typeof conversationClosed>): Promise<void> {
    return this.contacts.leave(contactId, queuedAt === null ? 'self-served' : 'abandoned');
  }
}
