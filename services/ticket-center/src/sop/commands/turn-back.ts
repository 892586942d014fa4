import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { SopRuns } from '../domain/sop-run.repository.js';
import { CaseFacts } from '../case-facts.js';

/** To the step before. */
export class GoBack extends Command<void> {
  constructor(
    readonly runId: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(GoBack)
export class GoBackHandler implements ICommandHandler<GoBack> {
  constructor(
    private readonly runs: SopRuns,
    private readonly clock: Clock,
  ) {}

  execute({ runId, by }: GoBack): Promise<void> {
    return this.runs.update(runId, (run) => run.back(by, this.clock.now()));
  }
}

/** Before its end. */
export class LeaveRun extends Command<void> {
  constructor(
    readonly runId: string,
    readonly because: string,
  ) {
    super();
  }
}

@CommandHandler(LeaveRun)
export class LeaveRunHandler implements ICommandHandler<LeaveRun> {
  constructor(
    private readonly runs: SopRuns,
    private readonly clock: Clock,
  ) {}

  execute({ runId, because }: LeaveRun): Promise<void> {
    return this.runs.update(runId, (run) => run.leave(because, this.clock.now()));
  }
}

/** Asks again what could not be found out, or for another order. */
export class LookUpFacts extends Command<void> {
  constructor(
    readonly runId: string,
    readonly orderNumber: string | null,
  ) {
    super();
  }
}

@CommandHandler(LookUpFacts)
export class LookUpFactsHandler implements ICommandHandler<LookUpFacts> {
  constructor(
    private readonly runs: SopRuns,
    private readonly facts: CaseFacts,
  ) {}

  async execute({ runId, orderNumber }: LookUpFacts): Promise<void> {
    const { subjectKind, subjectId, customerId } = await this.runs.get(runId);
    const { facts } = await this.facts.of({ subjectKind, subjectId, customerId, orderNumber });
    await this.runs.update(runId, (run) => run.learn(facts));
  }
}
