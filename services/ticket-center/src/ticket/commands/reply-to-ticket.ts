import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Enclosed } from '../domain/ticket.events.js';
import { Tickets } from '../domain/ticket.repository.js';

export class ReplyToTicket extends Command<void> {
  constructor(
    readonly ticketId: string,
    readonly text: string,
    readonly by: string,
    readonly enclosed: Enclosed = {},
  ) {
    super();
  }
}

@CommandHandler(ReplyToTicket)
export class ReplyToTicketHandler implements ICommandHandler<ReplyToTicket> {
  constructor(
    private readonly tickets: Tickets,
    private readonly clock: Clock,
  ) {}

  execute({ ticketId, text, by, enclosed }: ReplyToTicket): Promise<void> {
    return this.tickets.update(ticketId, (ticket) => ticket.reply(text, by, this.clock.now(), enclosed));
  }
}

export class NoteOnTicket extends Command<void> {
  constructor(
    readonly ticketId: string,
    readonly text: string,
    readonly by: string,
    readonly enclosed: Enclosed = {},
  ) {
    super();
  }
}

@CommandHandler(NoteOnTicket)
export class NoteOnTicketHandler implements ICommandHandler<NoteOnTicket> {
  constructor(
    private readonly tickets: Tickets,
    private readonly clock: Clock,
  ) {}

  execute({ ticketId, text, by, enclosed }: NoteOnTicket): Promise<void> {
    return this.tickets.update(ticketId, (ticket) => ticket.note(text, by, this.clock.now(), enclosed));
  }
}
