import { randomBytes } from 'node:crypto';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Client, type NewClient } from '../domain/client.aggregate.js';
import { Clients } from '../domain/client.repository.js';
import { hashPassword } from '../secrets/passwords.js';
import { RoleService } from '../roles/role.service.js';

/** The secret is told once; only its hash is kept. */
export class RegisterClient extends Command<{ secret: string }> {
  constructor(readonly input: Omit<NewClient, 'secretHash' | 'accessId'>) {
    super();
  }
}

@CommandHandler(RegisterClient)
export class RegisterClientHandler implements ICommandHandler<RegisterClient> {
  constructor(
    private readonly clients: Clients,
    private readonly roles: RoleService,
    private readonly clock: Clock,
  ) {}

  async execute({ input }: RegisterClient): Promise<{ secret: string }> {
    await this.roles.requireGrantable(input.roles);
    const { secret, secretHash } = await newSecret();
    const now = this.clock.now();
    await this.clients.add(Client.register({ ...input, secretHash, accessId: newId(now) }, now));
    return { secret };
  }
}

export class RenewClientSecret extends Command<{ secret: string }> {
  constructor(readonly clientId: string) {
    super();
  }
}

@CommandHandler(RenewClientSecret)
export class RenewClientSecretHandler implements ICommandHandler<RenewClientSecret> {
  constructor(
    private readonly clients: Clients,
    private readonly roles: RoleService,
    private readonly clock: Clock,
  ) {}

  /** Who knows the secret can be the client: so nobody renews that of one which may do more than they. */
  async execute({ clientId }: RenewClientSecret): Promise<{ secret: string }> {
    await this.roles.requireGrantable((await this.clients.get(clientId)).roles);
    const { secret, secretHash } = await newSecret();
    const now = this.clock.now();
    await this.clients.update(clientId, (client) => client.renewSecret(secretHash, newId(now), now));
    return { secret };
  }
}

async function newSecret(): Promise<{ secret: string; secretHash: string }> {
  const secret = randomBytes(32).toString('base64url');
  return { secret, secretHash: await hashPassword(secret) };
}
