import { PLATFORM_TENANT } from '#libs/persistence/tenant-id';
import { z } from 'zod';
import { ConfigCentre } from './config-centre.js';

export const TenantEntry = z.object({
  id: z.string(),
  name: z.string(),
  /** Host names that lead to the tenant, lower case, without a port. */
  domains: z.array(z.string()),
  status: z.enum(['provisioning', 'active', 'suspended']),
});
export type TenantEntry = z.infer<typeof TenantEntry>;

const PREFIX = 'tenants/';

/** The tenants every process knows, published by common-center through the config centre. */
export class TenantDirectory {
  #entries: ReadonlyMap<string, TenantEntry> = new Map();
  #byDomain: ReadonlyMap<string, TenantEntry> = new Map();

  constructor(private readonly centre: ConfigCentre) {
    this.#read();
    centre.watch(PREFIX, () => this.#read());
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
    this.#read();
  }

  #read(): void {
    const entries = [...this.centre.list(PREFIX).values()].flatMap((text) => {
      const parsed = TenantEntry.safeParse(parseJson(text));
      return parsed.success ? [parsed.data] : [];
    });
    this.#entries = new Map(entries.map((entry) => [entry.id, entry]));
    this.#byDomain = new Map(entries.flatMap((entry) => entry.domains.map((domain) => [domain, entry])));
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
