import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Visit } from '../domain/visit.aggregate.js';
import { Visits } from '../domain/visit.repository.js';

/** A ticket was dispatched on site. */
export class StartVisit extends Command<void> {
  constructor(
    readonly visitId: string,
    readonly ticketId: string,
    readonly customerId: string,
  ) {
    super();
  }
}

@CommandHandler(StartVisit)
export class StartVisitHandler implements ICommandHandler<StartVisit> {
  constructor(
    private readonly visits: Visits,
    private readonly clock: Clock,
  ) {}

  execute({ visitId, ticketId, customerId }: StartVisit): Promise<void> {
    return this.visits.add(Visit.dispatch(visitId, ticketId, customerId, this.clock.now()));
  }
}
