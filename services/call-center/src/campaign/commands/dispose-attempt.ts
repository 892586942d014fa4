import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { AttemptEnds } from '../dialing/attempt-ends.js';
import type { Disposition } from '../domain/rules/outcome.js';

/** What came of a call, by its agent. */
export class DisposeAttempt extends Command<void> {
  constructor(
    readonly attemptId: string,
    readonly disposition: Disposition,
    readonly callBackAt: Date | null,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(DisposeAttempt)
export class DisposeAttemptHandler implements ICommandHandler<DisposeAttempt> {
  constructor(private readonly ends: AttemptEnds) {}

  execute({ attemptId, disposition, callBackAt, by }: DisposeAttempt): Promise<void> {
    return this.ends.update(attemptId, (attempt, now) => attempt.dispose(disposition, callBackAt, by, now));
  }
}
