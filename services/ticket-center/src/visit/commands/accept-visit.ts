import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Visits } from '../domain/visit.repository.js';

/** 接单 */
export class AcceptVisit extends Command<void> {
  constructor(
    readonly visitId: string,
    readonly engineerId: string,
  ) {
    super();
  }
}

@CommandHandler(AcceptVisit)
export class AcceptVisitHandler implements ICommandHandler<AcceptVisit> {
  constructor(
    private readonly visits: Visits,
    private readonly clock: Clock,
  ) {}

  execute({ visitId, engineerId }: AcceptVisit): Promise<void> {
    return this.visits.update(visitId, (visit) => visit.accept(engineerId, this.clock.now()));
  }
}

/** 转派 */
export class TransferVisit extends Command<void> {
  constructor(
    readonly visitId: string,
    readonly toId: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(TransferVisit)
export class TransferVisitHandler implements ICommandHandler<TransferVisit> {
  constructor(
    private readonly visits: Visits,
    private readonly clock: Clock,
  ) {}

  execute({ visitId, toId, by }: TransferVisit): Promise<void> {
    return this.visits.update(visitId, (visit) => visit.transfer(toId, by, this.clock.now()));
  }
}
