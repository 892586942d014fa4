import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Account, type NewAccount } from '../domain/account.aggregate.js';
import { Accounts } from '../domain/account.repository.js';
import { hashPassword } from '../secrets/passwords.js';
import { RoleService } from '../roles/role.service.js';

type Input = Omit<NewAccount, 'id' | 'passwordHash'> & { readonly password: string };

export class CreateAccount extends Command<{ accountId: string }> {
  constructor(readonly input: Input) {
    super();
  }
}

@CommandHandler(CreateAccount)
export class CreateAccountHandler implements ICommandHandler<CreateAccount> {
  constructor(
    private readonly accounts: Accounts,
    private readonly roles: RoleService,
    private readonly clock: Clock,
  ) {}

  async execute({ input: { password, ...person } }: CreateAccount): Promise<{ accountId: string }> {
    await this.roles.requireGrantable(person.roles);
    const passwordHash = await hashPassword(password);
    const now = this.clock.now();
    const account = Account.create({ ...person, id: newId(now), passwordHash }, now);
    await this.accounts.add(account);
    return { accountId: account.id };
  }
}
