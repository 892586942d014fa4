import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { FormDefinitions } from '../domain/form-definition.repository.js';

/** Everything new gets the candidate. */
export class PromoteForm extends Command<void> {
  constructor(
    readonly name: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(PromoteForm)
export class PromoteFormHandler implements ICommandHandler<PromoteForm> {
  constructor(
    private readonly definitions: FormDefinitions,
    private readonly clock: Clock,
  ) {}

  async execute({ name, by }: PromoteForm): Promise<void> {
    await this.definitions.update(name, (form) => form.promote(by, this.clock.now()));
  }
}

/** Nothing new gets the candidate any more. */
export class WithdrawForm extends Command<void> {
  constructor(
    readonly name: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(WithdrawForm)
export class WithdrawFormHandler implements ICommandHandler<WithdrawForm> {
  constructor(
    private readonly definitions: FormDefinitions,
    private readonly clock: Clock,
  ) {}

  execute({ name, by }: WithdrawForm): Promise<void> {
    return this.definitions.update(name, (form) => form.withdraw(by, this.clock.now()));
  }
}

/** Everything new gets an earlier version, at once. */
export class RollBackForm extends Command<void> {
  constructor(
    readonly name: string,
    readonly to: number,
    readonly reason: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(RollBackForm)
export class RollBackFormHandler implements ICommandHandler<RollBackForm> {
  constructor(
    private readonly definitions: FormDefinitions,
    private readonly clock: Clock,
  ) {}

  execute({ name, to, reason, by }: RollBackForm): Promise<void> {
    return this.definitions.update(name, (form) => form.rollBack(to, reason, by, this.clock.now()));
  }
}
