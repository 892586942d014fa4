import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ProcessDefinitions } from '../process-definition.api.js';
import { StableVersions } from '../stable-versions.api.js';
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
    private readonly models: ProcessDefinitions,
    private readonly stable: StableVersions,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  execute({ process: id, by }: PromoteCandidate): Promise<void> {
    return this.database.transaction(async () => {
      const version = await this.definitions.update(id, (each) => each.promote(by, this.clock.now()));
      await this.stable.use({ id, version }, await this.models.model({ id, version }));
    });
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
