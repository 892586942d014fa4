import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { TaskResult } from '../domain/task.aggregate.js';
import { Tasks } from '../domain/task.repository.js';

export class CompleteTask extends Command<void> {
  constructor(
    readonly taskId: string,
    readonly result: TaskResult,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(CompleteTask)
export class CompleteTaskHandler implements ICommandHandler<CompleteTask> {
  constructor(
    private readonly tasks: Tasks,
    private readonly clock: Clock,
  ) {}

  execute({ taskId, result, by }: CompleteTask): Promise<void> {
    return this.tasks.update(taskId, (task) => task.complete(result, by, this.clock.now()));
  }
}
