import { PLATFORM_TENANT } from '#libs/persistence/tenant-id';
import { z } from 'zod';
import type { ConfigCentre } from './config-centre.js';

export const TenantEntry = z.object({
  id: z.string(),
  name: z.string(),
  /** Host names that lead to the tenant, lower case, without a port. */
  domains: z.array(z.string()),
  status: z.enum(['provisioning', 'active', 'suspended']),
});
export type TenantEntry = z.infer<typeof TenantEntry>;

const PREFIX = 'tenants/';

/**
 * The tenants every process knows, published by common-center through the config centre. An entry that cannot be read
 * changes nothing: a tenant does not vanish because somebody mistyped.
 */
export class TenantDirectory {
  readonly #entries = new Map<string, TenantEntry>();
  #byDomain: ReadonlyMap<string, TenantEntry> = new Map();

  constructor(private readonly centre: ConfigCentre) {
    for (const [key, text] of centre.list(PREFIX)) this.#take(key, text);
    this.#index();
    centre.watch(PREFIX, (key, text) => {
      this.#take(key, text);
      this.#index();
    });
  }

  get(id: string): TenantEntry | undefined {
    return this.#entries.get(id);
  }

  all(): readonly TenantEntry[] {
    return [...this.#entries.values()];
  }

  /** Every tenant that has databases, the platform's own first. */
  ids(): readonly string[] {
    return [PLATFORM_TENANT, ...this.all().flatMap(({ id }) => (id === PLATFORM_TENANT ? [] : [id]))];
  }

  /** The tenant a host name leads to. */
  byDomain(host: string): TenantEntry | undefined {
    return this.#byDomain.get(host);
  }

  async publish(entry: TenantEntry): Promise<void> {
    await this.centre.set(PREFIX + entry.id, JSON.stringify(entry));
  }

  #take(key: string, text: string | undefined): void {
    if (text === undefined) return void this.#entries.delete(key.slice(PREFIX.length));
    const { data } = TenantEntry.safeParse(parseJson(text));
    if (data !== undefined) this.#entries.set(key.slice(PREFIX.length), data);
  }

  #index(): void {
    this.#byDomain = new Map(this.all().flatMap((entry) => entry.domains.map((domain) => [domain, entry])));
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
