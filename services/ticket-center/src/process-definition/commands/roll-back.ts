import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
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
    private readonly clock: Clock,
  ) {}

  execute({ process, to, reason, by }: RollBack): Promise<void> {
    return this.definitions.update(process, (each) => each.rollBack(to, reason, by, this.clock.now()));
  }
}
