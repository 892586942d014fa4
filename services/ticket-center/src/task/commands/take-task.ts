import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Tasks } from '../domain/task.repository.js';

export class TakeTask extends Command<void> {
  constructor(
    readonly taskId: string,
    readonly agentId: string,
  ) {
    super();
  }
}

@CommandHandler(TakeTask)
export class TakeTaskHandler implements ICommandHandler<TakeTask> {
  constructor(
    private readonly tasks: Tasks,
    private readonly clock: Clock,
  ) {}

  execute({ taskId, agentId }: TakeTask): Promise<void> {
    return this.tasks.update(taskId, (task) => task.take(agentId, this.clock.now()));
  }
}
