import { RoleMembers } from '#libs/contracts/common-center/identity/identity-api';
import { ServiceClient } from '#libs/discovery/calls/service-client';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';

const TIMEOUT_MS = 3_000;
/** As many as an event has room for. */
const MOST = 1_000;

/** Who has a role is known to common-center. */
@Injectable()
export class KnownRoleMembers {
  constructor(
    private readonly client: ServiceClient,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Account ids, the oldest accounts first; nobody when it cannot be asked now: those who are named should not wait for it. */
  async of(role: string): Promise<readonly string[]> {
    const path = `/internal/roles/${encodeURIComponent(role)}/members`;
    const request = { method: 'GET', path, schema: RoleMembers, timeoutMs: TIMEOUT_MS } as const;
    try {
      return (await this.client.request('common-center', request)).accounts.slice(0, MOST);
    } catch (error) {
      this.logger.warn({ err: error, role }, 'an alert goes out without those of its role');
      return [];
    }
  }
}
