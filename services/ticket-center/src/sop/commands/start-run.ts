import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { SopRun } from '../domain/sop-run.aggregate.js';
import { SopRuns } from '../domain/sop-run.repository.js';
import { CaseFacts, type Case } from '../case-facts.js';
import { SopBook } from '../sop-book.js';

/** Begins with what can be found out about the case; a system that is away holds up nobody. */
export class StartRun extends Command<{ runId: string }> {
  constructor(
    readonly sop: string,
    readonly about: Case,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(StartRun)
export class StartRunHandler implements ICommandHandler<StartRun> {
  constructor(
    private readonly runs: SopRuns,
    private readonly book: SopBook,
    private readonly facts: CaseFacts,
    private readonly clock: Clock,
  ) {}

  async execute({ sop: name, about, by }: StartRun): Promise<{ runId: string }> {
    const version = await this.book.offered(name);
    const guide = await this.book.guide(name, version);
    const { subject, facts } = await this.facts.of(about);
    const now = this.clock.now();
    const run = SopRun.start(newId(now), { name, version }, subject, facts, guide, by, now);
    await this.runs.add(run);
    return { runId: run.id };
  }
}
