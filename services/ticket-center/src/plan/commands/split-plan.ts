import { Database } from '#libs/persistence/database';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { PlanTasks } from '../../task/task.api.js';
import { PlanTargets } from '../domain/plan-targets.js';
import { Plans } from '../domain/plan.repository.js';

const BATCH = 200;

/** Makes the next tasks of a started plan; says whether targets are left. */
export class SplitPlan extends Command<{ more: boolean }> {
  constructor(readonly planId: string) {
    super();
  }
}

@CommandHandler(SplitPlan)
export class SplitPlanHandler implements ICommandHandler<SplitPlan> {
  constructor(
    private readonly plans: Plans,
    private readonly targets: PlanTargets,
    private readonly tasks: PlanTasks,
    private readonly database: Database,
  ) {}

  /** A batch is one transaction, so that a crash leaves no target with two tasks and none without. */
  async execute({ planId }: SplitPlan): Promise<{ more: boolean }> {
    const { kind } = await this.plans.get(planId);
    return this.database.transaction(async () => {
      const targets = await this.targets.withoutTask(planId, BATCH);
      const taskIds = await this.tasks.create(
        kind,
        planId,
        targets.map(({ customerId }) => customerId),
      );
      for (const [index, { id }] of targets.entries()) await this.targets.noteTask(id, taskIds[index]!);
      return { more: targets.length === BATCH };
    });
  }
}
