import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DialRecords } from '../domain/dial-record.repository.js';

/** The task is over: nobody is called for it any more. */
export class CloseTaskRecords extends Command<void> {
  constructor(readonly taskId: string) {
    super();
  }
}

@CommandHandler(CloseTaskRecords)
export class CloseTaskRecordsHandler implements ICommandHandler<CloseTaskRecords> {
  constructor(
    private readonly records: DialRecords,
    private readonly clock: Clock,
  ) {}

  async execute({ taskId }: CloseTaskRecords): Promise<void> {
    for (const id of await this.records.ofTask(taskId)) {
      await this.records.update(id, (record) => record.close('task-ended', 'done', this.clock.now()));
    }
  }
}
