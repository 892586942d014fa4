import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Tasks } from '../domain/task.repository.js';

/** To somebody, or to somebody else. */
export class AssignTask extends Command<void> {
  constructor(
    readonly taskId: string,
    readonly agentId: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(AssignTask)
export class AssignTaskHandler implements ICommandHandler<AssignTask> {
  constructor(
    private readonly tasks: Tasks,
    private readonly clock: Clock,
  ) {}

  execute({ taskId, agentId, by }: AssignTask): Promise<void> {
    return this.tasks.update(taskId, (task) => task.assign(agentId, by, this.clock.now()));
  }
}
