import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { OutsideInterfaces } from '../domain/outside-interface.repository.js';
import { InterfaceSecrets } from '../secret/interface-secrets.js';

/** Gives a secret, or another in its place. The journal says that, and never which. */
export class SetInterfaceSecret extends Command<void> {
  constructor(
    readonly interfaceId: string,
    readonly name: string,
    readonly value: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(SetInterfaceSecret)
export class SetInterfaceSecretHandler implements ICommandHandler<SetInterfaceSecret> {
  constructor(
    private readonly interfaces: OutsideInterfaces,
    private readonly secrets: InterfaceSecrets,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute({ interfaceId, name, value, by }: SetInterfaceSecret): Promise<void> {
    await this.database.transaction(async () => {
      const draft = await this.interfaces.update(interfaceId, (outside) => {
        outside.noteSecret(name, by, this.clock.now());
        return outside.draft;
      });
      await this.secrets.set(interfaceId, name, value, draft, by);
    });
  }
}
