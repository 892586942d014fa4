import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { StepResult } from '../domain/sop-run.aggregate.js';
import { SopRuns } from '../domain/sop-run.repository.js';
import { SopBook } from '../sop-book.js';

/** A step is done. */
export class CompleteStep extends Command<void> {
  constructor(
    readonly runId: string,
    readonly result: StepResult,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(CompleteStep)
export class CompleteStepHandler implements ICommandHandler<CompleteStep> {
  constructor(
    private readonly runs: SopRuns,
    private readonly book: SopBook,
    private readonly clock: Clock,
  ) {}

  async execute({ runId, result, by }: CompleteStep): Promise<void> {
    const { sopName, sopVersion } = await this.runs.get(runId);
    const guide = await this.book.guide(sopName, sopVersion);
    await this.runs.update(runId, (run) => run.complete(result, guide, by, this.clock.now()));
  }
}

/** What was taken back is done once more. */
export class GoForth extends Command<void> {
  constructor(
    readonly runId: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(GoForth)
export class GoForthHandler implements ICommandHandler<GoForth> {
  constructor(
    private readonly runs: SopRuns,
    private readonly book: SopBook,
    private readonly clock: Clock,
  ) {}

  async execute({ runId, by }: GoForth): Promise<void> {
    const { sopName, sopVersion } = await this.runs.get(runId);
    const guide = await this.book.guide(sopName, sopVersion);
    await this.runs.update(runId, (run) => run.forth(guide, by, this.clock.now()));
  }
}
