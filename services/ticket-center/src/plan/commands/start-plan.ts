import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Plans } from '../domain/plan.repository.js';

export class StartPlan extends Command<void> {
  constructor(
    readonly planId: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(StartPlan)
export class StartPlanHandler implements ICommandHandler<StartPlan> {
  constructor(
    private readonly plans: Plans,
    private readonly clock: Clock,
  ) {}

  execute({ planId, by }: StartPlan): Promise<void> {
    return this.plans.update(planId, (plan) => plan.start(by, this.clock.now()));
  }
}
