import * as call from '#libs/contracts/call-center/call-events';
import { contactQueued } from '#libs/contracts/call-center/contact-events';
import * as chat from '#libs/contracts/call-center/conversation-events';
import type { Received } from '#libs/contracts/event-contract';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { OutcomeWriter } from './rows/outcome-writer.js';

/** What is told of contacts and the conversations in them. */
@Controller()
export class OutcomeContactsConsumer {
  constructor(private readonly outcomes: OutcomeWriter) {}

  @EventPattern<string>(call.contactStarted.type)
  onStarted(@Payload() { time, data }: Received<typeof call.contactStarted>): Promise<void> {
    const { contactId, channel, direction, customerId } = data;
    const at = Date.parse(time);
    return this.outcomes.contact(contactId, { at, openedAt: at, channel, direction, ...known({ customerId }) });
  }

  @EventPattern<string>(call.contactIdentified.type)
  onIdentified(@Payload() { time, data }: Received<typeof call.contactIdentified>): Promise<void> {
    const { contactId, customerId } = data;
    return this.outcomes.contact(contactId, { at: Date.parse(time), customerId });
  }

  @EventPattern<string>(contactQueued.type)
  onQueued(@Payload() { data }: Received<typeof contactQueued>): Promise<void> {
    const { contactId, channel } = data;
    const at = Date.parse(data.at);
    return this.outcomes.contact(contactId, { at, queuedAt: at, channel });
  }

  @EventPattern<string>(call.contactConnected.type)
  onConnected(@Payload() { time, data }: Received<typeof call.contactConnected>): Promise<void> {
    const { contactId, agentId, at = time } = data;
    return this.outcomes.contact(contactId, { at: Date.parse(at), agentId });
  }

  @EventPattern<string>(call.contactEnded.type)
  onEnded(@Payload() { time, data }: Received<typeof call.contactEnded>): Promise<void> {
    const { contactId, customerId, course } = data;
    const at = Date.parse(data.at ?? time);
    const through = course && { channel: course.channel, ...known({ agentId: course.agentId }) };
    const queuedAt = instant(course?.queuedAt);
    return this.outcomes.contact(contactId, { at, endedAt: at, queuedAt, ...known({ customerId }), ...through });
  }

  @EventPattern<string>(call.interactionEventRecorded.type)
  async onDemand(@Payload() { time, data }: Received<typeof call.interactionEventRecorded>): Promise<void> {
    const { contactIds, topic } = data;
    for (const contactId of contactIds) await this.outcomes.contact(contactId, { at: Date.parse(time), topic });
  }

  @EventPattern<string>(chat.conversationFirstReplied.type)
  onFirstReplied(@Payload() { time, data }: Received<typeof chat.conversationFirstReplied>): Promise<void> {
    const { contactId, conversationId, queuedAt, firstRepliedAt } = data;
    const asked = { conversationId, askedAt: Date.parse(queuedAt), repliedAt: Date.parse(firstRepliedAt) };
    return this.outcomes.contact(contactId, { at: Date.parse(time), ...asked });
  }

  @EventPattern<string>(chat.conversationClosed.type)
  onClosed(@Payload() { time, data }: Received<typeof chat.conversationClosed>): Promise<void> {
    const { contactId, conversationId, openedAt, queuedAt, closedAt } = data;
    const session = { conversationId, sessionFrom: Date.parse(openedAt), sessionTo: Date.parse(closedAt) };
    return this.outcomes.contact(contactId, { at: Date.parse(time), queuedAt: instant(queuedAt), ...session });
  }

  @EventPattern<string>(chat.conversationRated.type)
  onRated(@Payload() { time, data }: Received<typeof chat.conversationRated>): Promise<void> {
    const { contactId, conversationId, score } = data;
    return this.outcomes.contact(contactId, { at: Date.parse(time), conversationId, score });
  }
}

/** Where nobody is named, nothing is said. */
function known<Name extends string>(said: Record<Name, string | null>): Partial<Record<Name, string>> {
  const named = Object.entries<string | null>(said).filter(([, value]) => value !== null);
  return Object.fromEntries(named) as Partial<Record<Name, string>>;
}

function instant(time: string | null | undefined): number | null {
  return typeof time === 'string' ? Date.parse(time) : null;
}
