import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Account } from '../domain/account.aggregate.js';
import { Accounts } from '../domain/account.repository.js';
import { Client } from '../domain/client.aggregate.js';
import { Clients } from '../domain/client.repository.js';
import { EnsureAccount, EnsureClient } from '../identity.api.js';

@CommandHandler(EnsureAccount)
export class EnsureAccountHandler implements ICommandHandler<EnsureAccount> {
  constructor(
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  async execute({ account }: EnsureAccount): Promise<void> {
    if (await this.accounts.byLogin(account.login)) return;
    const passwordHash = await account.passwordHash();
    const now = this.clock.now();
    await this.accounts.add(Account.create({ ...account, id: newId(now), passwordHash }, now));
  }
}

@CommandHandler(EnsureClient)
export class EnsureClientHandler implements ICommandHandler<EnsureClient> {
  constructor(
    private readonly clients: Clients,
    private readonly clock: Clock,
  ) {}

  async execute({ client }: EnsureClient): Promise<void> {
    if (await this.clients.find(client.id)) return;
    const secretHash = await client.secretHash();
    const now = this.clock.now();
    await this.clients.add(Client.register({ ...client, secretHash, accessId: newId(now) }, now));
  }
}
