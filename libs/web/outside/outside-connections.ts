import { createHash } from 'node:crypto';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { LRUCache } from 'lru-cache';
import { Agent } from 'undici';
import type { OutsideAddresses } from './outside-address.js';

const CONNECT_MS = 5_000;
const MOST_BYTES = 4 * 1024 * 1024;
const KEPT = 1_000;

/** What a connection shows, and whom it believes; all PEM. */
export interface ConnectionIdentity {
  readonly certificate?: string;
  readonly key?: string;
  readonly authorities?: string;
}

/**
 * Connections to addresses that people of a tenant give, to nothing inside, and without redirects. Those of one purpose, or with
 * another certificate, are no other's; none is another tenant's.
 */
export class OutsideConnections {
  readonly #agents = new LRUCache<string, Agent>({ max: KEPT, dispose: (agent) => void agent.close() });

  constructor(private readonly addresses: OutsideAddresses) {}

  async onModuleDestroy(): Promise<void> {
    await Promise.all(Array.from(this.#agents.values(), (agent) => agent.destroy()));
  }

  /** @throws AddressNotOutside */
  refuseInside(url: string): void {
    this.addresses.refuseInside(currentTenant(), url);
  }

  /** For the URL; an address in place of a name is judged here, and names when they are connected to. @throws AddressNotOutside */
  to(url: string, purpose: string, mostBytes = MOST_BYTES): Agent {
    this.refuseInside(url);
    return this.of(purpose, {}, mostBytes);
  }

  /** Judges names alone: see {@link refuseInside}. @param purpose e.g. the id of an interface; goes with one `mostBytes` */
  of(purpose: string, { certificate, key, authorities }: ConnectionIdentity, mostBytes = MOST_BYTES): Agent {
    const tenantId = currentTenant();
    const shown = createHash('sha256')
      .update(JSON.stringify([certificate, key, authorities]))
      .digest('base64');
    const name = `${tenantId}/${purpose}/${shown}`;
    const known = this.#agents.get(name);
    if (known) return known;
    const agent = new Agent({
      maxResponseSize: mostBytes,
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
