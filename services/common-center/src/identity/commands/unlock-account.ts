import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Accounts } from '../domain/account.repository.js';
import { LoginGuard } from '../lockout/login-guard.js';

export class UnlockAccount extends Command<void> {
  constructor(
    readonly accountId: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(UnlockAccount)
export class UnlockAccountHandler implements ICommandHandler<UnlockAccount> {
  constructor(
    private readonly accounts: Accounts,
    private readonly guard: LoginGuard,
  ) {}

  async execute({ accountId, by }: UnlockAccount): Promise<void> {
    const { login } = await this.accounts.get(accountId);
    await this.guard.unlock(login, accountId, by);
  }
}
