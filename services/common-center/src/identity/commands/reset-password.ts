import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Accounts } from '../domain/account.repository.js';
import { hashPassword } from '../secrets/passwords.js';
import { RoleService } from '../roles/role.service.js';
import { Sessions } from '../session/domain/session.repository.js';

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
    private readonly sessions: Sessions,
    private readonly database: Database,
    private readonly roles: RoleService,
    private readonly clock: Clock,
  ) {}

  /** Who knows the password can be the person: so nobody resets that of one who may do more than they. Who knew the old one is out. */
  async execute({ accountId, password }: ResetPassword): Promise<void> {
    const { credentials } = await this.accounts.get(accountId);
    await this.roles.requireGrantable(credentials?.roles ?? []);
    const passwordHash = await hashPassword(password);
    const now = this.clock.now();
    await this.database.transaction(async () => {
      await this.accounts.update(accountId, (account) => account.resetPassword(passwordHash, now));
      await this.sessions.endAllOf(accountId, 'password-reset', now);
    });
  }
}
