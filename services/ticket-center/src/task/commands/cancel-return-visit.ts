import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Tasks } from '../domain/task.repository.js';

/** The ticket was opened again: nobody is to be asked whether it was solved. */
export class CancelReturnVisit extends Command<void> {
  constructor(readonly ticketId: string) {
    super();
  }
}

@CommandHandler(CancelReturnVisit)
export class CancelReturnVisitHandler implements ICommandHandler<CancelReturnVisit> {
  constructor(
    private readonly tasks: Tasks,
    private readonly clock: Clock,
  ) {}

  async execute({ ticketId }: CancelReturnVisit): Promise<void> {
    for (const taskId of await this.tasks.openReturnVisitsOf(ticketId)) {
      await this.tasks.update(taskId, (task) => task.cancel(this.clock.now()));
    }
  }
}
