import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { HearCustomer } from './commands/hear-customer.js';
import { OpenTicket, type TicketToOpen } from './commands/open-ticket.js';
import { NoteOnTicket } from './commands/reply-to-ticket.js';
import { ReopenTicket } from './commands/state/reopen-ticket.js';

/** What a ticket of a customer's own making begins with. */
export type CustomersRequest = Pick<
  TicketToOpen,
  'ticketType' | 'customerId' | 'subject' | 'description' | 'categoryId' | 'channel'
>;

/** What customers themselves say on some channel, each in the caller's transaction. @throws what tickets refuse */
@Injectable()
export class TicketIntake {
  constructor(private readonly commands: CommandBus) {}

  async open(request: CustomersRequest, by: string): Promise<string> {
    const nothing = {
      interactionEventIds: [],
      taskId: null,
      category: null,
      draftId: null,
      answers: {},
      variables: {},
    };
    const { ticketId } = await this.commands.execute(
      new OpenTicket({ ...nothing, priority: 'normal', ...request }, by),
    );
    return ticketId;
  }

  hear(ticketId: string, text: string): Promise<void> {
    return this.commands.execute(new HearCustomer(ticketId, text));
  }

  reopen(ticketId: string, reason: string, by: string): Promise<void> {
    return this.commands.execute(new ReopenTicket(ticketId, reason, by));
  }

  note(ticketId: string, text: string, by: string): Promise<void> {
    return this.commands.execute(new NoteOnTicket(ticketId, text, by));
  }
}
