import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { TicketTypes } from '../../ticket-type/ticket-type.api.js';
import { Tickets } from '../domain/ticket.repository.js';

/** 督办 */
export class SuperviseTicket extends Command<void> {
  constructor(
    readonly ticketId: string,
    readonly supervisorId: string,
  ) {
    super();
  }
}

@CommandHandler(SuperviseTicket)
export class SuperviseTicketHandler implements ICommandHandler<SuperviseTicket> {
  constructor(
    private readonly tickets: Tickets,
    private readonly types: TicketTypes,
    private readonly clock: Clock,
  ) {}

  /** Whether it is held until that is lifted, its type says. */
  async execute({ ticketId, supervisorId }: SuperviseTicket): Promise<void> {
    const { closesSupervised } = await this.types.get((await this.tickets.get(ticketId)).ticketType);
    const holds = closesSupervised !== true;
    await this.tickets.update(ticketId, (ticket) => ticket.supervise(supervisorId, this.clock.now(), holds));
  }
}

export class LiftSupervision extends Command<void> {
  constructor(
    readonly ticketId: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(LiftSupervision)
export class LiftSupervisionHandler implements ICommandHandler<LiftSupervision> {
  constructor(
    private readonly tickets: Tickets,
    private readonly clock: Clock,
  ) {}

  execute({ ticketId, by }: LiftSupervision): Promise<void> {
    return this.tickets.update(ticketId, (ticket) => ticket.liftSupervision(by, this.clock.now()));
  }
}
