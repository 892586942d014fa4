import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { VisitResult } from '../domain/visit.aggregate.js';
import { Visits } from '../domain/visit.repository.js';

/** 联系用户 */
export class AppointVisit extends Command<void> {
  constructor(
    readonly visitId: string,
    readonly at: Date,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(AppointVisit)
export class AppointVisitHandler implements ICommandHandler<AppointVisit> {
  constructor(
    private readonly visits: Visits,
    private readonly clock: Clock,
  ) {}

  execute({ visitId, at, by }: AppointVisit): Promise<void> {
    return this.visits.update(visitId, (visit) => visit.appoint(at, by, this.clock.now()));
  }
}

/** 上门处理 */
export class CompleteVisit extends Command<void> {
  constructor(
    readonly visitId: string,
    readonly result: VisitResult,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(CompleteVisit)
export class CompleteVisitHandler implements ICommandHandler<CompleteVisit> {
  constructor(
    private readonly visits: Visits,
    private readonly clock: Clock,
  ) {}

  execute({ visitId, result, by }: CompleteVisit): Promise<void> {
    return this.visits.update(visitId, (visit) => visit.complete(result, by, this.clock.now()));
  }
}
