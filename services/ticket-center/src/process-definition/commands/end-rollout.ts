import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Definitions } from '../domain/process-definition.repository.js';

/** The candidate becomes the version that all new instances get. */
export class PromoteCandidate extends Command<void> {
  constructor(
    readonly process: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(PromoteCandidate)
export class PromoteCandidateHandler implements ICommandHandler<PromoteCandidate> {
  constructor(
    private readonly definitions: Definitions,
    private readonly clock: Clock,
  ) {}

  execute({ process, by }: PromoteCandidate): Promise<void> {
    return this.definitions.update(process, (each) => each.promote(by, this.clock.now()));
  }
}

/** No new instance gets the candidate any more. */
export class WithdrawCandidate extends Command<void> {
  constructor(
    readonly process: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(WithdrawCandidate)
export class WithdrawCandidateHandler implements ICommandHandler<WithdrawCandidate> {
  constructor(
    private readonly definitions: Definitions,
    private readonly clock: Clock,
  ) {}

  execute({ process, by }: WithdrawCandidate): Promise<void> {
    return this.definitions.update(process, (each) => each.withdraw(by, this.clock.now()));
  }
}
