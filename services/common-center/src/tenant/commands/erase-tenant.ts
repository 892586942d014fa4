import { createHash, randomBytes } from 'node:crypto';
import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Tenants } from '../domain/tenant.repository.js';
import { TenantPublication } from '../tenant-publication.js';

const TOKEN_MS = 15 * 60_000;
const DAY_MS = 86_400_000;

/** The token that has to be shown with the confirmation; nothing happens before. */
export class AskErasure extends Command<string> {
  constructor(readonly tenantId: string) {
    super();
  }
}

@CommandHandler(AskErasure)
export class AskErasureHandler implements ICommandHandler<AskErasure> {
  constructor(
    private readonly tenants: Tenants,
    private readonly clock: Clock,
  ) {}

  async execute({ tenantId }: AskErasure): Promise<string> {
    const now = this.clock.now();
    const token = randomBytes(24).toString('base64url');
    const until = new Date(now.getTime() + TOKEN_MS);
    await this.tenants.update(tenantId, (tenant) => tenant.askErasure(hashOf(token), until, now));
    return token;
  }
}

export class ConfirmErasure extends Command<void> {
  constructor(
    readonly tenantId: string,
    readonly token: string,
    readonly graceDays: number,
  ) {
    super();
  }
}

@CommandHandler(ConfirmErasure)
export class ConfirmErasureHandler implements ICommandHandler<ConfirmErasure> {
  constructor(
    private readonly tenants: Tenants,
    private readonly publication: TenantPublication,
    private readonly clock: Clock,
  ) {}

  async execute({ tenantId, token, graceDays }: ConfirmErasure): Promise<void> {
    const now = this.clock.now();
    const eraseAt = new Date(now.getTime() + graceDays * DAY_MS);
    await this.tenants.update(tenantId, (tenant) => tenant.confirmErasure(hashOf(token), eraseAt, now));
    await this.publication.publish(tenantId);
  }
}

/** It is suspended afterwards, with all it has. */
export class CancelErasure extends Command<void> {
  constructor(readonly tenantId: string) {
    super();
  }
}

@CommandHandler(CancelErasure)
export class CancelErasureHandler implements ICommandHandler<CancelErasure> {
  constructor(
    private readonly tenants: Tenants,
    private readonly clock: Clock,
  ) {}

  async execute({ tenantId }: CancelErasure): Promise<void> {
    await this.tenants.update(tenantId, (tenant) => tenant.cancelErasure(this.clock.now()));
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
