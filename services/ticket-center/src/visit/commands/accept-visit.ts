import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { PlannedVisits } from '../planned-visits.js';

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
    private readonly visits: PlannedVisits,
    private readonly clock: Clock,
  ) {}

  execute({ visitId, engineerId }: AcceptVisit): Promise<void> {
    return this.visits.update(visitId, (visit) => visit.accept(engineerId, this.clock.now()));
  }
}

/** 拒单 */
export class DeclineVisit extends Command<void> {
  constructor(
    readonly visitId: string,
    readonly reason: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(DeclineVisit)
export class DeclineVisitHandler implements ICommandHandler<DeclineVisit> {
  constructor(
    private readonly visits: PlannedVisits,
    private readonly clock: Clock,
  ) {}

  execute({ visitId, reason, by }: DeclineVisit): Promise<void> {
    return this.visits.update(visitId, (visit) => visit.decline(reason, by, this.clock.now()));
  }
}

/** 转派 */
export class TransferVisit extends Command<void> {
  constructor(
    readonly visitId: string,
    readonly to: { readonly toId: string; readonly reason: string | null },
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(TransferVisit)
export class TransferVisitHandler implements ICommandHandler<TransferVisit> {
  constructor(
    private readonly visits: PlannedVisits,
    private readonly clock: Clock,
  ) {}

  execute({ visitId, to: { toId, reason }, by }: TransferVisit): Promise<void> {
    return this.visits.update(visitId, (visit) => visit.transfer(toId, reason, by, this.clock.now()));
  }
}
