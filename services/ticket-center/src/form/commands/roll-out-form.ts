import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { ShareOf } from '../domain/form-content.js';
import { FormDefinitions } from '../domain/form-definition.repository.js';

export interface Share {
  readonly percent: number;
  readonly shareOf: ShareOf;
}

export class StartFormRollout extends Command<void> {
  constructor(
    readonly name: string,
    readonly number: number,
    readonly share: Share,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(StartFormRollout)
export class StartFormRolloutHandler implements ICommandHandler<StartFormRollout> {
  constructor(
    private readonly definitions: FormDefinitions,
    private readonly clock: Clock,
  ) {}

  execute({ name, number, share, by }: StartFormRollout): Promise<void> {
    return this.definitions.update(name, (form) => form.tryWith(number, share, by, this.clock.now()));
  }
}

export class ChangeFormRollout extends Command<void> {
  constructor(
    readonly name: string,
    readonly percent: number,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(ChangeFormRollout)
export class ChangeFormRolloutHandler implements ICommandHandler<ChangeFormRollout> {
  constructor(
    private readonly definitions: FormDefinitions,
    private readonly clock: Clock,
  ) {}

  execute({ name, percent, by }: ChangeFormRollout): Promise<void> {
    return this.definitions.update(name, (form) => form.changeRollout(percent, by, this.clock.now()));
  }
}
