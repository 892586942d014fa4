import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CampaignResult } from '../domain/task.aggregate.js';
import { Tasks } from '../domain/task.repository.js';

/** A campaign has called for the task, or will not any more. */
export class NoteCampaignResult extends Command<void> {
  constructor(
    readonly taskId: string,
    readonly result: CampaignResult,
  ) {
    super();
  }
}

@CommandHandler(NoteCampaignResult)
export class NoteCampaignResultHandler implements ICommandHandler<NoteCampaignResult> {
  constructor(
    private readonly tasks: Tasks,
    private readonly clock: Clock,
  ) {}

  execute({ taskId, result }: NoteCampaignResult): Promise<void> {
    return this.tasks.update(taskId, (task) => task.noteCampaign(result, this.clock.now()));
  }
}
