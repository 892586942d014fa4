import {
  InterfaceFiguresList,
  type InterfaceFigures,
} from '#libs/contracts/common-center/integration/interface-figures-api';
import { ServiceClient } from '#libs/discovery/calls/service-client';
import { Clock } from '#libs/kernel/clock';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';

const TIMEOUT_MS = 1_500;
/** Asked at most so often, once for everybody who watches a tenant. */
const KNOWN_FOR_MS = 3_000;
const TENANTS = 2_000;

interface Asked {
  /** ms since the epoch */
  readonly at: number;
  readonly all: Promise<readonly InterfaceFigures[]>;
}

/** How the systems outside of the tenant in context do, as common-center says. */
@Injectable()
export class InterfaceFigureBook {
  readonly #asked = new LRUCache<string, Asked>({ max: TENANTS });

  constructor(
    private readonly client: ServiceClient,
    private readonly clock: Clock,
  ) {}

  /** @throws RemoteProblem, ServiceUnavailable, ServiceTimeout */
  all(): Promise<readonly InterfaceFigures[]> {
    const tenant = currentTenant();
    const now = this.clock.ms();
    const known = this.#asked.get(tenant);
    if (known && now - known.at <= KNOWN_FOR_MS) return known.all;
    const all = this.#ask();
    this.#asked.set(tenant, { at: now, all });
    return all;
  }

  async #ask(): Promise<readonly InterfaceFigures[]> {
    const call = { method: 'GET', path: '/internal/interfaces/figures', schema: InterfaceFiguresList } as const;
    return (await this.client.request('common-center', { ...call, timeoutMs: TIMEOUT_MS })).items;
  }
}
