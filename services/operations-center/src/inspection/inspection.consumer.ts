import {
  contactConnected,
  contactEnded,
  contactIdentified,
  contactStarted,
} from '#libs/contracts/call-center/call-events';
import { contactWrappedUp } from '#libs/contracts/call-center/contact-events';
import { contactCallbackAttempted } from '#libs/contracts/call-center/contact-callback-events';
import {
  conversationClosed,
  conversationMessageStored,
  conversationOpened,
  conversationRated,
} from '#libs/contracts/call-center/conversation-events';
import type { Received } from '#libs/contracts/event-contract';
import { subjectScored } from '#libs/contracts/operations-center/inspection-events';
import {
  ticketClosed,
  ticketCustomerWrote,
  ticketNoted,
  ticketOpened,
  ticketReopened,
  ticketReplied,
  ticketSolved,
} from '#libs/contracts/ticket-center/ticket-events';
import { OUTSIDE_TRANSACTION, REPEATABLE } from '#libs/messaging/event-transport';
import { Inbox } from '#libs/messaging/inbox';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { KeptPromises } from './promises/kept-promises.js';
import { ChatFollower } from './subjects/chat-follower.js';
import { ContactNews } from './subjects/contact-news.js';
import { Subjects } from './subjects/subjects.js';
import { TicketNews } from './subjects/ticket-news.js';

const INSPECTION = 'inspection';

/** What other services tell of what is inspected. */
@Controller()
export class InspectionConsumer {
  constructor(
    private readonly contacts: ContactNews,
    private readonly tickets: TicketNews,
    private readonly chats: ChatFollower,
    private readonly promises: KeptPromises,
    private readonly subjects: Subjects,
    private readonly inbox: Inbox,
  ) {}

  @EventPattern<string>(contactStarted.type, OUTSIDE_TRANSACTION)
  async onContactStarted(@Payload() { id, time, data }: Received<typeof contactStarted>): Promise<void> {
    const at = new Date(time);
    await this.inbox.once(INSPECTION, id, () => this.contacts.started(data, at));
    await this.contacts.cameAgain(data.contactId, at);
  }

  @EventPattern<string>(contactIdentified.type, OUTSIDE_TRANSACTION)
  async onContactIdentified(@Payload() { id, time, data }: Received<typeof contactIdentified>): Promise<void> {
    const at = new Date(time);
    await this.inbox.once(INSPECTION, id, () => this.contacts.identified(data));
    await this.contacts.cameAgain(data.contactId, at);
    await this.promises.reachedBy(data.contactId, at);
  }

  @EventPattern<string>(contactConnected.type, OUTSIDE_TRANSACTION)
  async onContactConnected(@Payload() { id, time, data }: Received<typeof contactConnected>): Promise<void> {
    await this.inbox.once(INSPECTION, id, () => this.contacts.connected(data));
    await this.promises.reachedBy(data.contactId, new Date(time));
  }

  @EventPattern<string>(contactWrappedUp.type)
  onContactWrappedUp(@Payload() { data }: Received<typeof contactWrappedUp>): Promise<void> {
    return this.contacts.wrappedUp(data);
  }

  @EventPattern<string>(contactEnded.type)
  onContactEnded(@Payload() { time, data }: Received<typeof contactEnded>): Promise<void> {
    return this.contacts.ended(data, new Date(data.at ?? time));
  }

  @EventPattern<string>(conversationOpened.type)
  onConversationOpened(@Payload() { data }: Received<typeof conversationOpened>): Promise<void> {
    const { contactId, conversationId, customerId } = data;
    return this.contacts.isChat(contactId, { conversationId, customerId });
  }

  /** It is read there and judged here, while who spoke goes on. */
  @EventPattern<string>(conversationMessageStored.type, REPEATABLE)
  onMessageStored(@Payload() { data }: Received<typeof conversationMessageStored>): Promise<void> {
    return this.chats.follow(data);
  }

  @EventPattern<string>(conversationClosed.type)
  onConversationClosed(@Payload() { data }: Received<typeof conversationClosed>): Promise<void> {
    return this.contacts.chatClosed(data);
  }

  @EventPattern<string>(conversationRated.type)
  onConversationRated(@Payload() { data }: Received<typeof conversationRated>): Promise<void> {
    return this.contacts.rated(data);
  }

  @EventPattern<string>(contactCallbackAttempted.type)
  async onCallbackAttempted(@Payload() { data }: Received<typeof contactCallbackAttempted>): Promise<void> {
    if (data.outcome === 'reached') await this.promises.keptIn(data.contactId);
  }

  @EventPattern<string>(subjectScored.type)
  onSubjectScored(@Payload() { data }: Received<typeof subjectScored>): Promise<void> {
    const { subject, scorecardId, revision, score, passed, answered, asked } = data;
    return this.subjects.scored(subject.id, { scorecardId, revision, score, passed, answered, asked });
  }

  @EventPattern<string>(ticketOpened.type)
  onTicketOpened(@Payload() { time, data }: Received<typeof ticketOpened>): Promise<void> {
    return this.tickets.opened(data, new Date(time));
  }

  @EventPattern<string[]>([ticketReplied.type, ticketNoted.type, ticketCustomerWrote.type])
  onTicketWritten(@Payload() { data }: Received<typeof ticketNoted>): Promise<void> {
    return this.tickets.written(data.ticketId);
  }

  @EventPattern<string>(ticketReopened.type)
  onTicketReopened(@Payload() { data }: Received<typeof ticketReopened>): Promise<void> {
    return this.tickets.reopened(data.ticketId);
  }

  @EventPattern<string>(ticketSolved.type, REPEATABLE)
  async onTicketSolved(@Payload() { time, data }: Received<typeof ticketSolved>): Promise<void> {
    await this.promises.solved(data.customerId, new Date(time));
  }

  @EventPattern<string>(ticketClosed.type)
  onTicketClosed(@Payload() { data }: Received<typeof ticketClosed>): Promise<void> {
    return this.tickets.closed(data);
  }
}
