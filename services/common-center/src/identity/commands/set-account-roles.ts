import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Accounts } from '../domain/account.repository.js';
import { RoleService } from '../roles/role.service.js';

export class SetAccountRoles extends Command<void> {
  constructor(
    readonly accountId: string,
    readonly roles: readonly string[],
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(SetAccountRoles)
export class SetAccountRolesHandler implements ICommandHandler<SetAccountRoles> {
  constructor(
    private readonly accounts: Accounts,
    private readonly roles: RoleService,
    private readonly clock: Clock,
  ) {}

  async execute({ accountId, roles, by }: SetAccountRoles): Promise<void> {
    await this.roles.requireGrantable(roles);
    await this.accounts.update(accountId, (account) => account.setRoles(roles, by, this.clock.now()));
  }
}
