import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { StoredSecrets } from '../../outbound/stored-secret.api.js';
import { newSecret } from '../delivery/signature.js';
import { WebhookEndpoints } from '../domain/webhook-endpoint.repository.js';

/** The new secret is told once; the former signs beside it for so long. */
export class RotateSecret extends Command<{ secret: string }> {
  constructor(
    readonly endpointId: string,
    readonly overlapMs: number,
  ) {
    super();
  }
}

@CommandHandler(RotateSecret)
export class RotateSecretHandler implements ICommandHandler<RotateSecret> {
  constructor(
    private readonly endpoints: WebhookEndpoints,
    private readonly secrets: StoredSecrets,
    private readonly clock: Clock,
  ) {}

  async execute({ endpointId, overlapMs }: RotateSecret): Promise<{ secret: string }> {
    const secret = newSecret();
    const sealed = this.secrets.sealed(secret);
    await this.endpoints.update(endpointId, (endpoint) => endpoint.rotateSecret(sealed, overlapMs, this.clock.now()));
    return { secret };
  }
}
