import { type Registration, type ServiceInstance, ServiceRegistry } from './service-registry.js';

/** The registry of one process, shared by all services in it. Who registered is taken to be healthy. */
export class MemoryRegistry extends ServiceRegistry {
  readonly #instances = new Map<string, ServiceInstance>();
  readonly #listeners = new Set<() => void>();

  async register(instance: ServiceInstance): Promise<Registration> {
    this.#instances.set(instance.id, instance);
    this.#changed();
    return { deregister: async () => this.#remove(instance.id) };
  }

  instances(service: string): readonly ServiceInstance[] {
    return Array.from(this.#instances.values()).filter((instance) => instance.service === service);
  }

  services(): readonly string[] {
    return Array.from(new Set(Array.from(this.#instances.values(), (instance) => instance.service)));
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async ping(): Promise<void> {}

  /** One of the services that share the registry stops: the others still need it. */
  async close(): Promise<void> {}

  #remove(id: string): void {
    if (this.#instances.delete(id)) this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
