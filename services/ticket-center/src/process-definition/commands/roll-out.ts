import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Definitions } from '../domain/process-definition.repository.js';

export class StartRollout extends Command<void> {
  constructor(
    readonly process: string,
    readonly number: number,
    readonly percent: number,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(StartRollout)
export class StartRolloutHandler implements ICommandHandler<StartRollout> {
  constructor(
    private readonly definitions: Definitions,
    private readonly clock: Clock,
  ) {}

  execute({ process, number, percent, by }: StartRollout): Promise<void> {
    return this.definitions.update(process, (each) => each.startRollout(number, percent, by, this.clock.now()));
  }
}

export class ChangeRollout extends Command<void> {
  constructor(
    readonly process: string,
    readonly percent: number,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(ChangeRollout)
export class ChangeRolloutHandler implements ICommandHandler<ChangeRollout> {
  constructor(
    private readonly definitions: Definitions,
    private readonly clock: Clock,
  ) {}

  execute({ process, percent, by }: ChangeRollout): Promise<void> {
    return this.definitions.update(process, (each) => each.changeRollout(percent, by, this.clock.now()));
  }
}
