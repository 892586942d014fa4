import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Accounts } from '../domain/account.repository.js';
import { Sessions } from '../session/domain/session.repository.js';

export class DeactivateAccount extends Command<void> {
  constructor(
    readonly accountId: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(DeactivateAccount)
export class DeactivateAccountHandler implements ICommandHandler<DeactivateAccount> {
  constructor(
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute({ accountId, by }: DeactivateAccount): Promise<void> {
    const now = this.clock.now();
    await this.database.transaction(async () => {
      await this.accounts.update(accountId, (account) => account.deactivate(by, now));
      await this.sessions.endAllOf(accountId, 'deactivated', now);
    });
  }
}

export class ReactivateAccount extends Command<void> {
  constructor(readonly accountId: string) {
    super();
  }
}

@CommandHandler(ReactivateAccount)
export class ReactivateAccountHandler implements ICommandHandler<ReactivateAccount> {
  constructor(
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  async execute({ accountId }: ReactivateAccount): Promise<void> {
    await this.accounts.update(accountId, (account) => account.reactivate(this.clock.now()));
  }
}
