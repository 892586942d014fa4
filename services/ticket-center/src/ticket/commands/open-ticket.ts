import type { Variables } from '#libs/process-engine/variables';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { nextNumber } from '#libs/persistence/counter';
import { Database } from '#libs/persistence/database';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Processes } from '../../process/process.api.js';
import { TicketTypes } from '../../ticket-type/ticket-type.api.js';
import type { NewTicket } from '../domain/new-ticket.js';
import { Ticket } from '../domain/ticket.aggregate.js';
import { Tickets } from '../domain/ticket.repository.js';

export interface TicketToOpen extends Omit<NewTicket, 'id' | 'number' | 'processInstanceId'> {
  /** What the process of its type begins with. */
  readonly variables: Variables;
}

type Words = Pick<NewTicket, 'customerId' | 'subject'>;

export class OpenTicket extends Command<{ ticketId: string }> {
  constructor(
    readonly input: TicketToOpen,
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
    private readonly processes: Processes,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The number belongs to the ticket's transaction: a refused ticket takes none. */
  execute({ input, by }: OpenTicket): Promise<{ ticketId: string }> {
    return this.database.transaction(async () => {
      const { variables, ...ticket } = input;
      const { process } = await this.types.get(ticket.ticketType);
      const now = this.clock.now();
      const id = newId(now);
      const number = await nextNumber(this.database, 'T', now);
      const processInstanceId = process === null ? null : await this.#begin(process, id, ticket, variables);
      await this.tickets.add(Ticket.open({ ...ticket, id, number, processInstanceId }, by, now));
      return { ticketId: id };
    });
  }

  /** Begins with the ticket: neither is there without the other. */
  #begin(definition: string, ticketId: string, { customerId, subject }: Words, given: Variables): Promise<string> {
    const variables = { ...given, ticketId, customerId, subject };
    return this.processes.startWithin({ definition, businessKey: ticketId, variables });
  }
}
