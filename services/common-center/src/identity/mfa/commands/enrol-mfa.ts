import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Accounts } from '../../domain/account.repository.js';
import { SecondFactor, type Enrolment } from '../second-factor.js';

export class EnrolMfa extends Command<Enrolment> {
  constructor(readonly accountId: string) {
    super();
  }
}

@CommandHandler(EnrolMfa)
export class EnrolMfaHandler implements ICommandHandler<EnrolMfa> {
  constructor(
    private readonly accounts: Accounts,
    private readonly secondFactor: SecondFactor,
  ) {}

  async execute({ accountId }: EnrolMfa): Promise<Enrolment> {
    return this.secondFactor.enrol(await this.accounts.get(accountId));
  }
}

export class ConfirmMfa extends Command<string[]> {
  constructor(
    readonly accountId: string,
    readonly code: string,
  ) {
    super();
  }
}

@CommandHandler(ConfirmMfa)
export class ConfirmMfaHandler implements ICommandHandler<ConfirmMfa> {
  constructor(
    private readonly accounts: Accounts,
    private readonly secondFactor: SecondFactor,
  ) {}

  async execute({ accountId, code }: ConfirmMfa): Promise<string[]> {
    return this.secondFactor.confirm(await this.accounts.get(accountId), code);
  }
}
