import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Task, type TaskOrigin } from '../domain/task.aggregate.js';
import { Tasks } from '../domain/task.repository.js';

export class CreateTask extends Command<{ taskId: string }> {
  constructor(readonly origin: TaskOrigin) {
    super();
  }
}

@CommandHandler(CreateTask)
export class CreateTaskHandler implements ICommandHandler<CreateTask> {
  constructor(
    private readonly tasks: Tasks,
    private readonly clock: Clock,
  ) {}

  async execute({ origin }: CreateTask): Promise<{ taskId: string }> {
    const now = this.clock.now();
    const taskId = newId(now);
    await this.tasks.add(Task.create(taskId, origin, now));
    return { taskId };
  }
}
