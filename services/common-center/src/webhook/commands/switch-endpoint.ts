import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { WebhookEndpoints } from '../domain/webhook-endpoint.repository.js';

/** Enables it, disables it, or sends it a test. */
export class SwitchEndpoint extends Command<void> {
  constructor(
    readonly endpointId: string,
    readonly to: 'enable' | 'disable' | 'requestTest',
  ) {
    super();
  }
}

@CommandHandler(SwitchEndpoint)
export class SwitchEndpointHandler implements ICommandHandler<SwitchEndpoint> {
  constructor(
    private readonly endpoints: WebhookEndpoints,
    private readonly clock: Clock,
  ) {}

  async execute({ endpointId, to }: SwitchEndpoint): Promise<void> {
    await this.endpoints.update(endpointId, (endpoint) => endpoint[to](this.clock.now()));
  }
}
