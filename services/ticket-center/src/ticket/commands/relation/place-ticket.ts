import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { ChildRule } from '../../domain/relation/child-rule.js';
import { Tickets } from '../../domain/ticket.repository.js';
import { TicketFamilies } from '../../relation/ticket-families.js';

/** Makes it part of another. */
export class PlaceTicket extends Command<void> {
  constructor(
    readonly ticketId: string,
    /** null: it stands alone. */
    readonly parentId: string | null,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(PlaceTicket)
export class PlaceTicketHandler implements ICommandHandler<PlaceTicket> {
  constructor(private readonly families: TicketFamilies) {}

  execute({ ticketId, parentId, by }: PlaceTicket): Promise<void> {
    return this.families.place(ticketId, parentId, by);
  }
}

export class ChangeChildRule extends Command<void> {
  constructor(
    readonly ticketId: string,
    readonly rule: ChildRule,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(ChangeChildRule)
export class ChangeChildRuleHandler implements ICommandHandler<ChangeChildRule> {
  constructor(
    private readonly tickets: Tickets,
    private readonly clock: Clock,
  ) {}

  execute({ ticketId, rule, by }: ChangeChildRule): Promise<void> {
    return this.tickets.update(ticketId, (ticket) => ticket.changeChildRule(rule, by, this.clock.now()));
  }
}
