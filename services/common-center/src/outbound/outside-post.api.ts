import { currentTenant } from '#libs/persistence/tenant-context';
import { AddressNotOutside, OutsideAddresses } from '#libs/web/outside-address';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Agent } from 'undici';
import { post, type Post, type Posted } from './post.api.js';

const CONNECT_MS = 5_000;
const TENANTS = 1_000;
const REFUSED: Posted = { status: null, failure: 'address-not-outside', text: '', retryAfterMs: null, tookMs: 0 };

/** Posts to URLs that people gave: to nothing that lies inside. */
@Injectable()
export class OutsidePost implements OnModuleDestroy {
  /** One for each tenant: connections to what was opened to one are no other's. */
  readonly #agents = new LRUCache<string, Agent>({ max: TENANTS, dispose: (agent) => void agent.close() });

  constructor(private readonly addresses: OutsideAddresses) {}

  async onModuleDestroy(): Promise<void> {
    await Promise.all(Array.from(this.#agents.values(), (agent) => agent.destroy()));
  }

  /** @throws AddressNotOutside */
  refuseInside(url: string): void {
    this.addresses.refuseInside(currentTenant(), url);
  }

  /** Never rejects: what became of it is the answer. */
  async post(what: Omit<Post, 'dispatcher'>): Promise<Posted> {
    try {
      this.refuseInside(what.url);
    } catch (error) {
      if (error instanceof AddressNotOutside) return REFUSED;
      throw error;
    }
    return post({ ...what, dispatcher: this.#agentOf(currentTenant()) });
  }

  #agentOf(tenantId: string): Agent {
    const known = this.#agents.get(tenantId);
    if (known) return known;
    const agent = new Agent({ connect: { lookup: this.addresses.lookupFor(tenantId), timeout: CONNECT_MS } });
    this.#agents.set(tenantId, agent);
    return agent;
  }
}
