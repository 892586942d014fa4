import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clients } from '../domain/client.repository.js';

export class DeactivateClient extends Command<void> {
  constructor(readonly clientId: string) {
    super();
  }
}

@CommandHandler(DeactivateClient)
export class DeactivateClientHandler implements ICommandHandler<DeactivateClient> {
  constructor(
    private readonly clients: Clients,
    private readonly clock: Clock,
  ) {}

  async execute({ clientId }: DeactivateClient): Promise<void> {
    await this.clients.update(clientId, (client) => client.deactivate(this.clock.now()));
  }
}
