import { contactEnded } from '#libs/contracts/call-center/call-events';
import { conversationClosed } from '#libs/contracts/call-center/conversation-events';
import type { Received } from '#libs/contracts/event-contract';
import { ticketClosed, ticketSolved, ticketStatusChanged } from '#libs/contracts/ticket-center/ticket-events';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { RunEnds } from './infra/run-ends.js';

@Controller()
export class SopConsumer {
  constructor(private readonly ends: RunEnds) {}

  @EventPattern<string>(ticketSolved.type)
  async ticketIsSolved(@Payload() { data }: Received<typeof ticketSolved>): Promise<void> {
    await this.ends.subjectSolved(data.ticketId);
  }

  @EventPattern<string>(ticketStatusChanged.type)
  async ticketIsOpenAgain(@Payload() { data }: Received<typeof ticketStatusChanged>): Promise<void> {
    if (data.from === 'solved' && data.to !== 'closed') await this.ends.subjectOpenedAgain(data.ticketId);
  }

  @EventPattern<string>(ticketClosed.type)
  async ticketIsClosed(@Payload() { data }: Received<typeof ticketClosed>): Promise<void> {
    await this.ends.subjectEnded(data.ticketId);
  }

  @EventPattern<string>(contactEnded.type)
  async contactIsOver(@Payload() { data }: Received<typeof contactEnded>): Promise<void> {
    await this.ends.subjectEnded(data.contactId);
  }

  @EventPattern<string>(conversationClosed.type)
  async conversationIsOver(@Payload() { data }: Received<typeof conversationClosed>): Promise<void> {
    await this.ends.subjectEnded(data.conversationId);
  }
}
