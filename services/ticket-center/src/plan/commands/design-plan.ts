import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DesignChecks } from '../design-checks.js';
import type { PlanDesign } from '../domain/plan-design.js';
import { Plans } from '../domain/plan.repository.js';

/** How its targets are treated. */
export class DesignPlan extends Command<void> {
  constructor(
    readonly planId: string,
    readonly design: PlanDesign,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(DesignPlan)
export class DesignPlanHandler implements ICommandHandler<DesignPlan> {
  constructor(
    private readonly plans: Plans,
    private readonly checks: DesignChecks,
    private readonly clock: Clock,
  ) {}

  async execute({ planId, design, by }: DesignPlan): Promise<void> {
    await this.checks.require(design);
    await this.plans.update(planId, (plan) => plan.redesign(design, by, this.clock.now()));
  }
}
