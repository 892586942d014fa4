import { PLATFORM_TENANT } from '#libs/persistence/tenant/tenant-id';
import type { Place, TenantPlacement } from '#libs/persistence/tenant/tenant-placement';
import { z } from 'zod';
import type { ConfigCentre } from './config/config-centre.js';
import { remainingMs } from './calls/deadline.js';

export const TenantEntry = z.object({
  id: z.string(),
  name: z.string(),
  /** Host names that lead to the tenant, lower case, without a port. */
  domains: z.array(z.string()),
  status: z.enum(['provisioning', 'active', 'suspended']),
  /** The database server it is on, by name; absent: each service's own. */
  server: z.string().optional(),
  /** On its way to another server, see `Place`. */
  moving: z.enum(['held', 'sealed']).optional(),
  /** Feature packs that are switched on; absent: all there are. */
  packs: z.array(z.string()).optional(),
  /** The most it may have of a kind; of kinds that are absent as much as it likes. */
  quotas: z.record(z.string(), z.number()).optional(),
});
export type TenantEntry = z.infer<typeof TenantEntry>;

const PREFIX = 'tenants/';
/** Of the time of a request that waits for a tenant, what is left for telling that it did not come. */
const TO_ANSWER_MS = 500;

/**
 * The tenants every process knows, published by common-center through the config centre. An entry that cannot be read
 * changes nothing: a tenant does not vanish because somebody mistyped.
 */
export class TenantDirectory implements TenantPlacement {
  readonly #entries = new Map<string, TenantEntry>();
  readonly #waiting = new Set<() => void>();
  readonly #listeners = new Set<() => void>();
  #byDomain: ReadonlyMap<string, TenantEntry> = new Map();

  constructor(private readonly centre: ConfigCentre) {
    for (const [key, text] of centre.list(PREFIX)) this.#take(key, text);
    this.#index();
    centre.watch(PREFIX, (key, text) => {
      this.#take(key, text);
      this.#index();
      for (const look of [...this.#waiting, ...this.#listeners]) look();
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

  /** Those for whom anything is done in the background: not while they are being set up, suspended, or on their way to another server. */
  awake(): readonly string[] {
    return this.ids().filter((id) => {
      const entry = this.get(id);
      return id === PLATFORM_TENANT || (entry?.status === 'active' && entry.moving === undefined);
    });
  }

  placeOf(id: string): Place {
    return this.get(id) ?? {};
  }

  /** Not longer than whoever asks waits for an answer: they are told, and nothing is done behind their back. */
  async untilPlaced(id: string, isSuch: (place: Place) => boolean, withinMs: number): Promise<boolean> {
    if (isSuch(this.placeOf(id))) return true;
    const such = Promise.withResolvers<boolean>();
    const look = () => isSuch(this.placeOf(id)) && such.resolve(true);
    const patience = Math.max(1, Math.min(withinMs, remainingMs() - TO_ANSWER_MS));
    const over = setTimeout(() => such.resolve(false), patience).unref();
    this.#waiting.add(look);
    return such.promise.finally(() => {
      clearTimeout(over);
      this.#waiting.delete(look);
    });
  }

  /** Called after each change of any tenant; returns the function that stops it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** The tenant a host name leads to. */
  byDomain(host: string): TenantEntry | undefined {
    return this.#byDomain.get(host);
  }

  async publish(entry: TenantEntry): Promise<void> {
    await this.centre.set(PREFIX + entry.id, JSON.stringify(entry));
  }

  /** The tenant is no more. */
  async withdraw(id: string): Promise<void> {
    await this.centre.delete(PREFIX + id);
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
