import { auditRecorded } from '#libs/contracts/common-center/audit-events';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Outbox, outgoing } from '#libs/messaging/outbox';
import { mask } from '#libs/personal-data/masking/mask';
import { Database } from '#libs/persistence/database';
import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SERVICE_NAME } from '../platform/service-definition.js';

const MOST_OF_A_REASON = 500;

export interface Saying {
  /** As the permission it needed, e.g. `role:define`. */
  readonly action: string;
  readonly resourceId: string | null;
  /** Masked already. */
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: string | null;
  readonly address: string | null;
}

/** Says what was done for the audit trail, in the transaction that runs; the caller in context did it. */
@Injectable()
export class AuditSayings {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    @Inject(SERVICE_NAME) private readonly service: string,
  ) {}

  async say({ reason, address, ...what }: Saying): Promise<void> {
    const { identity, requestId = null } = currentContext()!;
    const now = this.clock.now();
    const data = {
      ...what,
      actor: identity?.subject ?? this.service,
      actorKind: identity?.kind ?? ('service' as const),
      resource: what.action.split(':')[0]!,
      reason: reason && mask('text', reason).slice(0, MOST_OF_A_REASON),
      source: { service: this.service, requestId, sessionId: identity?.sessionId ?? null, address },
    };
    await this.database.transaction((tx) => this.outbox.append(tx, newId(now), now, [outgoing(auditRecorded, data)]));
  }
}

/** The gateway says whom it asks for. */
export function addressOf({ headers, ip }: FastifyRequest): string {
  const forwarded = headers['x-forwarded-for'];
  const first = (Array.isArray(forwarded) ? forwarded[0] : forwarded)?.split(',')[0]?.trim();
  return (first ?? ip).slice(0, 64);
}
