import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Plan, type PlanKind } from '../domain/plan.aggregate.js';
import { Plans } from '../domain/plan.repository.js';

export class DraftPlan extends Command<{ planId: string }> {
  constructor(
    readonly name: string,
    readonly kind: PlanKind,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(DraftPlan)
export class DraftPlanHandler implements ICommandHandler<DraftPlan> {
  constructor(
    private readonly plans: Plans,
    private readonly clock: Clock,
  ) {}

  async execute({ name, kind, by }: DraftPlan): Promise<{ planId: string }> {
    const now = this.clock.now();
    const planId = newId(now);
    await this.plans.add(Plan.draft(planId, name, kind, by, now));
    return { planId };
  }
}
