import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { nextNumber } from '#libs/persistence/counter';
import { Database } from '#libs/persistence/database';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { TicketTypes } from '../../ticket-type/ticket-type.api.js';
import type { NewTicket } from '../domain/new-ticket.js';
import { Ticket } from '../domain/ticket.aggregate.js';
import { Tickets } from '../domain/ticket.repository.js';

export class OpenTicket extends Command<{ ticketId: string }> {
  constructor(
    readonly input: Omit<NewTicket, 'id' | 'number'>,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(OpenTicket)
export class OpenTicketHandler implements ICommandHandler<OpenTicket> {
  constructor(
    private readonly tickets: Tickets,
    private readonly types: TicketTypes,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The number belongs to the ticket's transaction: a refused ticket takes none. */
  execute({ input, by }: OpenTicket): Promise<{ ticketId: string }> {
    return this.database.transaction(async () => {
      await this.types.get(input.ticketType);
      const now = this.clock.now();
      const id = newId(now);
      const number = await nextNumber(this.database, 'T', now);
      await this.tickets.add(Ticket.open({ ...input, id, number }, by, now));
      return { ticketId: id };
    });
  }
}
