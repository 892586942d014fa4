import { contactEnded } from '#libs/contracts/call-center/call-events';
import { conversationClosed } from '#libs/contracts/call-center/conversation-events';
import type { Received } from '#libs/contracts/event-contract';
import { formLookupRequested } from '#libs/contracts/ticket-center/form-events';
import { ticketClosed } from '#libs/contracts/ticket-center/ticket-events';
import { OUTSIDE_TRANSACTION } from '#libs/messaging/event-transport';
import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { EventPattern, Payload } from '@nestjs/microservices';
import { AnswerLookup } from './commands/answer-lookup.js';
import { DraftEnds } from './infra/draft-ends.js';

@Controller()
export class FormDraftConsumer {
  constructor(
    private readonly commands: CommandBus,
    private readonly ends: DraftEnds,
  ) {}

  @EventPattern<string>(formLookupRequested.type, OUTSIDE_TRANSACTION)
  async answerLookup(@Payload() { data }: Received<typeof formLookupRequested>): Promise<void> {
    await this.commands.execute(new AnswerLookup(data.draftId, data.lookupId));
  }

  @EventPattern<string>(contactEnded.type)
  async endOfContact(@Payload() { data }: Received<typeof contactEnded>): Promise<void> {
    await this.ends.subjectEnded(data.contactId);
  }

  @EventPattern<string>(conversationClosed.type)
  async endOfConversation(@Payload() { data }: Received<typeof conversationClosed>): Promise<void> {
    await this.ends.subjectEnded(data.conversationId);
  }

  @EventPattern<string>(ticketClosed.type)
  async endOfTicket(@Payload() { data }: Received<typeof ticketClosed>): Promise<void> {
    await this.ends.subjectEnded(data.ticketId);
  }
}
