import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { newId } from '#libs/kernel/id';
import { Connectors } from '../../connector/connector.api.js';
import type { ActionResult, TicketAction } from '../domain/ticket-action.js';
import { Tickets } from '../domain/ticket.repository.js';

export class RequestAction extends Command<{ actionId: string }> {
  constructor(
    readonly ticketId: string,
    readonly action: Pick<TicketAction, 'connector' | 'name' | 'arguments'>,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(RequestAction)
export class RequestActionHandler implements ICommandHandler<RequestAction> {
  constructor(
    private readonly tickets: Tickets,
    private readonly connectors: Connectors,
    private readonly clock: Clock,
  ) {}

  async execute({ ticketId, action, by }: RequestAction): Promise<{ actionId: string }> {
    await this.connectors.require(action.connector);
    const now = this.clock.now();
    const actionId = newId(now);
    await this.tickets.update(ticketId, (ticket) => ticket.requestAction({ id: actionId, ...action }, by, now));
    return { actionId };
  }
}

export class FinishAction extends Command<void> {
  constructor(
    readonly ticketId: string,
    readonly actionId: string,
    readonly result: ActionResult,
  ) {
    super();
  }
}

@CommandHandler(FinishAction)
export class FinishActionHandler implements ICommandHandler<FinishAction> {
  constructor(
    private readonly tickets: Tickets,
    private readonly clock: Clock,
  ) {}

  execute({ ticketId, actionId, result }: FinishAction): Promise<void> {
    return this.tickets.update(ticketId, (ticket) => ticket.finishAction(actionId, result, this.clock.now()));
  }
}
