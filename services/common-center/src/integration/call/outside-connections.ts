import { createHash } from 'node:crypto';
import { currentTenant } from '#libs/persistence/tenant-context';
import { OutsideAddresses } from '#libs/web/outside-address';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Agent } from 'undici';

const CONNECT_MS = 5_000;
const MOST_BYTES = 4 * 1024 * 1024;
const INTERFACES = 1_000;

/** What a connection shows, and whom it believes; all PEM. */
export interface ConnectionIdentity {
  readonly certificate?: string;
  readonly key?: string;
  readonly authorities?: string;
}

/** Connections to outside, and to nothing inside; those of one interface, or with another certificate, are no other's. */
@Injectable()
export class OutsideConnections implements OnModuleDestroy {
  readonly #agents = new LRUCache<string, Agent>({ max: INTERFACES, dispose: (agent) => void agent.close() });

  constructor(private readonly addresses: OutsideAddresses) {}

  async onModuleDestroy(): Promise<void> {
    await Promise.all(Array.from(this.#agents.values(), (agent) => agent.destroy()));
  }

  /** @throws AddressNotOutside */
  refuseInside(url: string): void {
    this.addresses.refuseInside(currentTenant(), url);
  }

  of(interfaceId: string, { certificate, key, authorities }: ConnectionIdentity): Agent {
    const tenantId = currentTenant();
    const shown = createHash('sha256')
      .update(JSON.stringify([certificate, key, authorities]))
      .digest('base64');
    const name = `${tenantId}/${interfaceId}/${shown}`;
    const known = this.#agents.get(name);
    if (known) return known;
    const agent = new Agent({
      maxResponseSize: MOST_BYTES,
      connect: {
        lookup: this.addresses.lookupFor(tenantId),
        timeout: CONNECT_MS,
        ...(certificate !== undefined && { cert: certificate }),
        ...(key !== undefined && { key }),
        ...(authorities !== undefined && { ca: authorities }),
      },
    });
    this.#agents.set(name, agent);
    return agent;
  }
}
