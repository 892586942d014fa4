import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EndpointChecks } from '../delivery/endpoint-checks.js';
import type { EndpointText } from '../domain/webhook-endpoint.aggregate.js';
import { WebhookEndpoints } from '../domain/webhook-endpoint.repository.js';

export class ChangeEndpoint extends Command<void> {
  constructor(
    readonly endpointId: string,
    readonly text: EndpointText,
  ) {
    super();
  }
}

@CommandHandler(ChangeEndpoint)
export class ChangeEndpointHandler implements ICommandHandler<ChangeEndpoint> {
  constructor(
    private readonly endpoints: WebhookEndpoints,
    private readonly checks: EndpointChecks,
    private readonly clock: Clock,
  ) {}

  async execute({ endpointId, text }: ChangeEndpoint): Promise<void> {
    this.checks.require(text);
    await this.endpoints.update(endpointId, (endpoint) => endpoint.change(text, this.clock.now()));
  }
}
