import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Tickets } from '../domain/ticket.repository.js';

export class TransferTicket extends Command<void> {
  constructor(
    readonly ticketId: string,
    readonly toId: string,
    readonly withReturn: boolean,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(TransferTicket)
export class TransferTicketHandler implements ICommandHandler<TransferTicket> {
  constructor(
    private readonly tickets: Tickets,
    private readonly clock: Clock,
  ) {}

  execute({ ticketId, toId, withReturn, by }: TransferTicket): Promise<void> {
    return this.tickets.update(ticketId, (ticket) => ticket.transfer(toId, withReturn, by, this.clock.now()));
  }
}

/** To whoever of the team takes it. */
export class TransferToTeam extends Command<void> {
  constructor(
    readonly ticketId: string,
    readonly teamId: string,
    readonly withReturn: boolean,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(TransferToTeam)
export class TransferToTeamHandler implements ICommandHandler<TransferToTeam> {
  constructor(
    private readonly tickets: Tickets,
    private readonly clock: Clock,
  ) {}

  execute({ ticketId, teamId, withReturn, by }: TransferToTeam): Promise<void> {
    return this.tickets.update(ticketId, (ticket) => ticket.transferToTeam(teamId, withReturn, by, this.clock.now()));
  }
}

export class ReturnTicket extends Command<void> {
  constructor(
    readonly ticketId: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(ReturnTicket)
export class ReturnTicketHandler implements ICommandHandler<ReturnTicket> {
  constructor(
    private readonly tickets: Tickets,
    private readonly clock: Clock,
  ) {}

  execute({ ticketId, by }: ReturnTicket): Promise<void> {
    return this.tickets.update(ticketId, (ticket) => ticket.giveBack(by, this.clock.now()));
  }
}
