import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { OpenTicket } from './commands/open-ticket.js';

export interface FollowUpTicket {
  readonly ticketType: string;
  readonly customerId: string;
  readonly taskId: string;
  readonly subject: string;
  readonly description: string;
}

/** What other contexts open, in the caller's transaction. @throws what tickets refuse */
@Injectable()
export class TicketOpening {
  constructor(private readonly commands: CommandBus) {}

  /** Of work the organisation began itself. */
  followUp(ticket: FollowUpTicket, by: string): Promise<{ ticketId: string }> {
    const plain = { interactionEventIds: [], category: null, categoryId: null, channel: 'voice', variables: {} };
    const unanswered = { answers: {}, draftId: null };
    return this.commands.execute(new OpenTicket({ ...ticket, ...plain, ...unanswered, priority: 'normal' }, by));
  }
}
