import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ProcessDefinitions } from '../process-definition.api.js';
import { StableVersions } from '../stable-versions.api.js';
import { Definitions } from '../domain/process-definition.repository.js';

export class RollBack extends Command<void> {
  constructor(
    readonly process: string,
    readonly to: number,
    readonly reason: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(RollBack)
export class RollBackHandler implements ICommandHandler<RollBack> {
  constructor(
    private readonly definitions: Definitions,
    private readonly models: ProcessDefinitions,
    private readonly stable: StableVersions,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  execute({ process: id, to: version, reason, by }: RollBack): Promise<void> {
    return this.database.transaction(async () => {
      await this.definitions.update(id, (each) => each.rollBack(version, reason, by, this.clock.now()));
      await this.stable.use({ id, version }, await this.models.model({ id, version }));
    });
  }
}
