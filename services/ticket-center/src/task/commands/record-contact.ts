import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Tasks } from '../domain/task.repository.js';

export class RecordContact extends Command<void> {
  constructor(
    readonly taskId: string,
    readonly contactId: string,
  ) {
    super();
  }
}

@CommandHandler(RecordContact)
export class RecordContactHandler implements ICommandHandler<RecordContact> {
  constructor(
    private readonly tasks: Tasks,
    private readonly clock: Clock,
  ) {}

  execute({ taskId, contactId }: RecordContact): Promise<void> {
    return this.tasks.update(taskId, (task) => task.contacted(contactId, this.clock.now()));
  }
}
