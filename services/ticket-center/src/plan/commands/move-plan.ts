import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Plans } from '../domain/plan.repository.js';

export type PlanMove = 'start' | 'pause' | 'resume' | 'stop';

export class MovePlan extends Command<void> {
  constructor(
    readonly planId: string,
    readonly move: PlanMove,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(MovePlan)
export class MovePlanHandler implements ICommandHandler<MovePlan> {
  constructor(
    private readonly plans: Plans,
    private readonly clock: Clock,
  ) {}

  execute({ planId, move, by }: MovePlan): Promise<void> {
    return this.plans.update(planId, (plan) => plan[move](by, this.clock.now()));
  }
}

/** Somebody gets nothing of the plan any more. */
export class DismissFromPlan extends Command<void> {
  constructor(
    readonly planId: string,
    readonly personId: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(DismissFromPlan)
export class DismissFromPlanHandler implements ICommandHandler<DismissFromPlan> {
  constructor(
    private readonly plans: Plans,
    private readonly clock: Clock,
  ) {}

  execute({ planId, personId, by }: DismissFromPlan): Promise<void> {
    return this.plans.update(planId, (plan) => plan.dismiss(personId, by, this.clock.now()));
  }
}
