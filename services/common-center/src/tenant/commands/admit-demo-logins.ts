import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EnsureAccount, EnsureClient, hashPassword } from '../../identity/identity.api.js';
import type { RegisterTenantBody } from '../tenant.dto.js';

/** People and machines that a tenant starts with. */
export class AdmitDemoLogins extends Command<void> {
  constructor(
    readonly tenantId: string,
    readonly logins: Pick<RegisterTenantBody, 'accounts' | 'clients'>,
  ) {
    super();
  }
}

@CommandHandler(AdmitDemoLogins)
export class AdmitDemoLoginsHandler implements ICommandHandler<AdmitDemoLogins> {
  constructor(private readonly commands: CommandBus) {}

  execute({ tenantId, logins: { accounts, clients } }: AdmitDemoLogins): Promise<void> {
    return runAsTenant(tenantId, async () => {
      for (const { password, ...account } of accounts) {
        await this.commands.execute(new EnsureAccount({ ...account, passwordHash: () => hashPassword(password) }));
      }
      for (const { secret, ...client } of clients) {
        await this.commands.execute(new EnsureClient({ ...client, secretHash: () => hashPassword(secret) }));
      }
    });
  }
}
