import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { PlanTasks } from '../../task/task.api.js';
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
    private readonly tasks: PlanTasks,
    private readonly clock: Clock,
  ) {}

  async execute({ taskId }: NoteTaskEnded): Promise<void> {
    const planId = await this.tasks.planOf(taskId);
    if (planId === null) return;
    const { ended } = await this.tasks.count(planId);
    await this.plans.update(planId, (plan) => plan.tasksEnded(ended, this.clock.now()));
  }
}
