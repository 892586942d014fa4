import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { AttemptEnds } from '../dialing/attempt-ends.js';
import type { Progress } from '../domain/attempt.aggregate.js';

/** What the switch says of a call. */
export class ReportProgress extends Command<void> {
  constructor(
    readonly attemptId: string,
    readonly progress: Progress,
  ) {
    super();
  }
}

@CommandHandler(ReportProgress)
export class ReportProgressHandler implements ICommandHandler<ReportProgress> {
  constructor(private readonly ends: AttemptEnds) {}

  execute({ attemptId, progress }: ReportProgress): Promise<void> {
    return this.ends.update(attemptId, (attempt) => attempt.hear(progress));
  }
}
