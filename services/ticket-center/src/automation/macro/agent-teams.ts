import { AgentTeam } from '#libs/contracts/call-center/agent-api';
import { ServiceClient } from '#libs/discovery/calls/service-client';
import { currentTenant, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';

const TIMEOUT_MS = 2_000;

/** Who works in which team is known to call-center. */
@Injectable()
export class AgentTeams {
  constructor(
    private readonly client: ServiceClient,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Null: none, or it cannot be asked now. */
  async of(agentId: string): Promise<string | null> {
    const path = `/internal/agents/${encodeURIComponent(agentId)}/team`;
    const request = { method: 'GET', path, schema: AgentTeam, timeoutMs: TIMEOUT_MS } as const;
    try {
      return (await runAsTenant(currentTenant(), () => this.client.request('call-center', request))).teamId;
    } catch (error) {
      this.logger.warn({ err: error }, 'macros of teams are not shown: call-center cannot be asked');
      return null;
    }
  }
}
