import { AgentTeam } from '#libs/contracts/call-center/agent-api';
import { ServiceClient } from '#libs/discovery/calls/service-client';
import { Clock } from '#libs/kernel/clock';
import { currentTenant, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';

const TIMEOUT_MS = 2_000;
/** People change teams seldom, and look at their views all the time. */
const KNOWN_FOR_MS = 30_000;
const PEOPLE = 10_000;

/** The team of whoever looks, as call-center knew it a while ago. */
@Injectable()
export class MyTeam {
  readonly #known: LRUCache<string, { readonly teamId: string | null }>;

  constructor(
    private readonly client: ServiceClient,
    clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    const perf = { now: () => clock.ms() };
    this.#known = new LRUCache({ max: PEOPLE, ttl: KNOWN_FOR_MS, ttlResolution: 0, perf });
  }

  /** Null: none, or it cannot be asked now. */
  async of(person: string): Promise<string | null> {
    const tenant = currentTenant();
    const key = `${tenant}/${person}`;
    const known = this.#known.get(key);
    if (known) return known.teamId;
    const path = `/internal/agents/${encodeURIComponent(person)}/team`;
    const request = { method: 'GET', path, schema: AgentTeam, timeoutMs: TIMEOUT_MS } as const;
    try {
      const { teamId } = await runAsTenant(tenant, () => this.client.request('call-center', request));
      this.#known.set(key, { teamId });
      return teamId;
    } catch (error) {
      this.logger.warn({ err: error }, 'views of teams are not shown: call-center cannot be asked');
      return null;
    }
  }
}
