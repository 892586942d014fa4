import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Accounts } from '../domain/account.repository.js';
import { hashPassword } from '../passwords.js';
import { RoleService } from '../role.service.js';

export class ResetPassword extends Command<void> {
  constructor(
    readonly accountId: string,
    readonly password: string,
  ) {
    super();
  }
}

@CommandHandler(ResetPassword)
export class ResetPasswordHandler implements ICommandHandler<ResetPassword> {
  constructor(
    private readonly accounts: Accounts,
    private readonly roles: RoleService,
    private readonly clock: Clock,
  ) {}

  /** Who knows the password can be the person: so nobody resets that of one who may do more than they. */
  async execute({ accountId, password }: ResetPassword): Promise<void> {
    const { credentials } = await this.accounts.get(accountId);
    await this.roles.requireGrantable(credentials?.roles ?? []);
    const passwordHash = await hashPassword(password);
    await this.accounts.update(accountId, (account) => account.resetPassword(passwordHash, this.clock.now()));
  }
}
