import type { Logger } from 'pino';
import { z } from 'zod';
import { consulClient, type ConsulSettings, pingConsul } from '../consul/consul-client.js';
import { ConsulRegistration } from './consul-registration.js';
import { ConsulWatch } from '../consul/consul-watch.js';
import { InstanceList, type Sighting } from './instance-list.js';
import { type Registration, type ServiceInstance, ServiceRegistry } from './service-registry.js';

/** Longer than an instance needs to notice that it was forgotten, to register again and to be checked. */
const FORGIVING_MS = 15_000;

const Checks = z.array(
  z.object({
    ServiceName: z.string(),
    ServiceID: z.string(),
    CheckID: z.string(),
    Status: z.string(),
    ModifyIndex: z.int(),
  }),
);
type Checks = z.output<typeof Checks>;

const Labels = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue('not JSON');
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string(), z.string()));

const Entry = z.object({
  Service: z.object({
    ID: z.string(),
    Address: z.string(),
    Port: z.int(),
    Meta: z.object({ version: z.string(), 'context-path': z.string(), labels: Labels.optional() }),
  }),
  Checks: z.array(z.object({ Status: z.string() })),
});

/**
 * Consul's catalogue. One blocking query follows the checks of everything with this installation's tag; it wakes up for any
 * change in the cluster, so only the services whose checks differ from the last time are read.
 */
export class ConsulRegistry extends ServiceRegistry {
  readonly #consul;
  readonly #namespace: string;
  readonly #tag: string;
  readonly #watch: ConsulWatch;
  readonly #registrations = new Map<string, ConsulRegistration>();
  readonly #listeners = new Set<() => void>();
  readonly #list = new InstanceList();
  readonly #seen = new Map<string, { readonly checks: string; readonly sightings: readonly Sighting[] }>();
  #forgiving: NodeJS.Timeout | undefined;

  constructor(
    settings: ConsulSettings,
    private readonly logger: Logger,
  ) {
    super();
    const consul = consulClient(settings);
    this.#consul = consul;
    this.#namespace = settings.namespace;
    this.#tag = `switchboard:${settings.namespace}`;
    const ours = { state: 'any', filter: `"${this.#tag}" in ServiceTags` } as const;
    const read = (blocking: Record<string, string>) => consul.health.state({ ...blocking, ...ours });
    const take = (reading: unknown, afterLoss: boolean) => this.#take(Checks.parse(reading), afterLoss);
    this.#watch = new ConsulWatch(consul, { name: 'services', read, take }, logger);
  }

  /** Resolves when the agent took the registration, or is away: then it is tried again until it does. */
  async register(instance: ServiceInstance): Promise<Registration> {
    const entry = { name: this.#namespace + instance.service, tag: this.#tag };
    const registration = new ConsulRegistration(this.#consul, instance, entry, this.logger);
    this.#registrations.set(instance.id, registration);
    await registration.confirm();
    return { deregister: () => this.#deregister(instance.id) };
  }

  instances(service: string): readonly ServiceInstance[] {
    return this.#list.of(service);
  }

  services(): readonly string[] {
    return this.#list.services();
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async ping(): Promise<void> {
    await pingConsul(this.#consul);
  }

  /** Leaves with everything registered here. */
  async close(): Promise<void> {
    this.#watch.close();
    clearTimeout(this.#forgiving);
    await Promise.all(Array.from(this.#registrations.keys(), (id) => this.#deregister(id)));
    this.#consul.destroy();
  }

  async #deregister(id: string): Promise<void> {
    const registration = this.#registrations.get(id);
    this.#registrations.delete(id);
    await registration?.deregister();
  }

  async #take(checks: Checks, afterLoss: boolean): Promise<void> {
    if (afterLoss) this.#forgive();
    this.#confirmUnseen(new Set(checks.map(({ ServiceID }) => ServiceID)));
    const services = Map.groupBy(checks, ({ ServiceName }) => ServiceName);
    for (const name of this.#seen.keys()) if (!services.has(name)) this.#seen.delete(name);
    for (const [name, itsChecks] of services) await this.#look(name, textOf(itsChecks));
    this.#decide();
  }

  async #look(name: string, checks: string): Promise<void> {
    if (this.#seen.get(name)?.checks === checks) return;
    const service = name.slice(this.#namespace.length);
    const entries = await this.#consul.health.service(name);
    this.#seen.set(name, { checks, sightings: entries.flatMap((entry) => sightingOf(service, entry)) });
  }

  /** The agent forgot them: ours are registered again without waiting for the next confirmation. */
  #confirmUnseen(seen: ReadonlySet<string>): void {
    for (const [id, registration] of this.#registrations) if (!seen.has(id)) void registration.confirm();
  }

  #forgive(): void {
    clearTimeout(this.#forgiving);
    this.#forgiving = setTimeout(() => {
      this.#forgiving = undefined;
      this.#decide();
    }, FORGIVING_MS).unref();
  }

  #decide(): void {
    const seen = Array.from(
      this.#seen,
      ([name, { sightings }]) => [name.slice(this.#namespace.length), sightings] as const,
    );
    if (!this.#list.take(new Map(seen), this.#forgiving !== undefined)) return;
    for (const listener of this.#listeners) listener();
  }
}

/** With when each changed last: an instance that was ill for a moment, just as it was read, has the same status again. */
function textOf(checks: Checks): string {
  return JSON.stringify(checks.map(({ CheckID, Status, ModifyIndex }) => [CheckID, Status, ModifyIndex]).sort());
}

/** An entry that none of our services made is nobody to call. */
function sightingOf(service: string, entry: unknown): Sighting[] {
  const { data } = Entry.safeParse(entry);
  if (data === undefined) return [];
  const { ID: id, Address: host, Port: port, Meta } = data.Service;
  const { version, 'context-path': contextPath, labels } = Meta;
  return [
    {
      instance: { id, service, host, port, metadata: { version, contextPath, ...(labels && { labels }) } },
      healthy: data.Checks.every(({ Status }) => Status === 'passing'),
    },
  ];
}
