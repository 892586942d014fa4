import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { ProfileChange } from '../domain/account.aggregate.js';
import { Accounts } from '../domain/account.repository.js';

export class DescribeAccount extends Command<void> {
  constructor(
    readonly accountId: string,
    /** What is undefined stays. */
    readonly profile: ProfileChange,
  ) {
    super();
  }
}

@CommandHandler(DescribeAccount)
export class DescribeAccountHandler implements ICommandHandler<DescribeAccount> {
  constructor(
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  async execute({ accountId, profile }: DescribeAccount): Promise<void> {
    await this.accounts.update(accountId, (account) => account.describe(profile, this.clock.now()));
  }
}
