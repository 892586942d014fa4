import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Priority } from '../domain/ticket-status.js';
import { Tickets } from '../domain/ticket.repository.js';

export class RaisePriority extends Command<Priority> {
  constructor(readonly ticketId: string) {
    super();
  }
}

@CommandHandler(RaisePriority)
export class RaisePriorityHandler implements ICommandHandler<RaisePriority> {
  constructor(
    private readonly tickets: Tickets,
    private readonly clock: Clock,
  ) {}

  execute({ ticketId }: RaisePriority): Promise<Priority> {
    return this.tickets.update(ticketId, (ticket) => ticket.raisePriority(this.clock.now()));
  }
}

export class CallAttention extends Command<void> {
  constructor(
    readonly ticketId: string,
    readonly who: { personId: string } | 'assignee' | 'team-lead',
    readonly why: string,
  ) {
    super();
  }
}

@CommandHandler(CallAttention)
export class CallAttentionHandler implements ICommandHandler<CallAttention> {
  constructor(
    private readonly tickets: Tickets,
    private readonly clock: Clock,
  ) {}

  execute({ ticketId, who, why }: CallAttention): Promise<void> {
    return this.tickets.update(ticketId, (ticket) => ticket.callAttention(who, why, this.clock.now()));
  }
}

export class MarkTicket extends Command<void> {
  constructor(
    readonly ticketId: string,
    readonly satisfaction: number,
  ) {
    super();
  }
}

@CommandHandler(MarkTicket)
export class MarkTicketHandler implements ICommandHandler<MarkTicket> {
  constructor(
    private readonly tickets: Tickets,
    private readonly clock: Clock,
  ) {}

  execute({ ticketId, satisfaction }: MarkTicket): Promise<void> {
    return this.tickets.update(ticketId, (ticket) => ticket.mark(satisfaction, this.clock.now()));
  }
}
