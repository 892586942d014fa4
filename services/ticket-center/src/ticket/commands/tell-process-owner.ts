import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Processes } from '../../process/process.api.js';
import { OwnedWork } from '../../work-item/work-item.api.js';
import { Tickets } from '../domain/ticket.repository.js';

/** What the ticket's process asks of its owner, now and from now on, is asked of whoever has the ticket. */
export class TellProcessOwner extends Command<void> {
  constructor(
    /** Of the event that says so: told twice, it is told once. */
    readonly key: string,
    readonly ticketId: string,
    readonly ownerId: string,
  ) {
    super();
  }
}

@CommandHandler(TellProcessOwner)
export class TellProcessOwnerHandler implements ICommandHandler<TellProcessOwner> {
  constructor(
    private readonly tickets: Tickets,
    private readonly processes: Processes,
    private readonly work: OwnedWork,
  ) {}

  async execute({ key, ticketId, ownerId }: TellProcessOwner): Promise<void> {
    const instance = (await this.tickets.get(ticketId)).process;
    if (instance === null) return;
    const by = { operator: ownerId, reason: 'has the ticket' };
    await this.processes.setVariables(`owner:${key}`, instance, { ticketOwner: ownerId }, by);
    await this.work.handOver(ticketId, ownerId);
  }
}
