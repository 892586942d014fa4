import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { StoredSecrets } from '../../outbound/stored-secret.api.js';
import { EndpointChecks } from '../delivery/endpoint-checks.js';
import { newSecret } from '../delivery/signature.js';
import { WebhookEndpoint, type EndpointText } from '../domain/webhook-endpoint.aggregate.js';
import { WebhookEndpoints } from '../domain/webhook-endpoint.repository.js';

/** The secret is told once. */
export class RegisterEndpoint extends Command<{ endpointId: string; secret: string }> {
  constructor(readonly text: EndpointText) {
    super();
  }
}

@CommandHandler(RegisterEndpoint)
export class RegisterEndpointHandler implements ICommandHandler<RegisterEndpoint> {
  constructor(
    private readonly endpoints: WebhookEndpoints,
    private readonly checks: EndpointChecks,
    private readonly secrets: StoredSecrets,
    private readonly clock: Clock,
  ) {}

  async execute({ text }: RegisterEndpoint): Promise<{ endpointId: string; secret: string }> {
    this.checks.require(text);
    const now = this.clock.now();
    const [endpointId, secret] = [newId(now), newSecret()];
    await this.endpoints.add(WebhookEndpoint.register(endpointId, text, this.secrets.sealed(secret), now));
    return { endpointId, secret };
  }
}
