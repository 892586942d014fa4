import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { PlanTasks } from '../../task/task.api.js';
import { PlanTargets } from '../domain/plan-targets.js';
import { Plans } from '../domain/plan.repository.js';

/** A task has ended; when it was split from a plan, the plan may be complete. */
export class NoteTaskEnded extends Command<void> {
  constructor(readonly taskId: string) {
    super();
  }
}

@CommandHandler(NoteTaskEnded)
export class NoteTaskEndedHandler implements ICommandHandler<NoteTaskEnded> {
  constructor(
    private readonly plans: Plans,
    private readonly targets: PlanTargets,
    private readonly tasks: PlanTasks,
    private readonly clock: Clock,
  ) {}

  async execute({ taskId }: NoteTaskEnded): Promise<void> {
    const { planId, conversion } = await this.tasks.about(taskId);
    if (planId === null) return;
    if (conversion !== null) await this.targets.convert(planId, { taskId }, conversion.value);
    const standing = { waiting: await this.targets.areWaiting(planId), open: await this.tasks.areOpen(planId) };
    if (standing.waiting || standing.open) return;
    await this.plans.update(planId, (plan) => plan.settle(standing, this.clock.now()));
  }
}
