import type { ServiceInstance } from './service-registry.js';

/** An instance as the registry sees it. */
export interface Sighting {
  readonly instance: ServiceInstance;
  readonly healthy: boolean;
}

/** Whom to call, by service; it changes only for better reasons than a registry in trouble. */
export class InstanceList {
  #called: ReadonlyMap<string, readonly ServiceInstance[]> = new Map();

  of(service: string): readonly ServiceInstance[] {
    return this.#called.get(service) ?? [];
  }

  services(): readonly string[] {
    return Array.from(this.#called.keys());
  }

  /**
   * Takes in all that the registry sees, by service.
   * @returns whether that changed whom to call.
   */
  take(seen: ReadonlyMap<string, readonly Sighting[]>, forgiving: boolean): boolean {
    const before = this.#called;
    const names = new Set([...before.keys(), ...seen.keys()]);
    const lists = Array.from(
      names,
      (name) => [name, whomToCall(this.of(name), seen.get(name) ?? [], forgiving)] as const,
    );
    this.#called = new Map(lists.filter(([, list]) => list.length > 0));
    return JSON.stringify(Array.from(before)) !== JSON.stringify(Array.from(this.#called));
  }
}

/**
 * - Not one healthy among those registered: more likely the checks fail than everybody, so those called before stay, and the
 *   balancer's own ejection keeps calls off the dead.
 * - Forgiving, that is shortly after the registry came back: it may have forgotten whoever has not registered again yet.
 */
function whomToCall(
  before: readonly ServiceInstance[],
  seen: readonly Sighting[],
  forgiving: boolean,
): readonly ServiceInstance[] {
  const healthy = seen.filter((sighting) => sighting.healthy).map((sighting) => sighting.instance);
  if (forgiving) return union(healthy, before);
  if (healthy.length > 0) return healthy;
  const registered = new Set(seen.map(({ instance }) => instance.id));
  return before.filter(({ id }) => registered.has(id));
}

function union(some: readonly ServiceInstance[], others: readonly ServiceInstance[]): readonly ServiceInstance[] {
  const ids = new Set(some.map(({ id }) => id));
  return [...some, ...others.filter(({ id }) => !ids.has(id))];
}
