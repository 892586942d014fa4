import type { LoadBalancer, Outcome } from './load-balancer.js';
import { ServiceUnavailable } from '../calls/remote-error.js';
import type { Audience } from '../release/audience.js';
import type { ServiceInstance } from './service-registry.js';

/** Where one attempt goes. */
export interface Hop {
  /** Scheme, host, port and perhaps a path that comes before the call's own, e.g. `http://127.0.0.1:8123`. */
  readonly baseUrl: string;
  readonly done: (outcome: Outcome) => void;
}

/** Chooses a hop for each attempt of one call; made anew for each call, so that it can remember what was tried. */
export interface Route {
  /** @throws ServiceUnavailable when there is nobody. */
  next(): Hop;
}

/** Who may be asked: a registry, or the releases over it. */
export interface Instances {
  instances(service: string, who?: Audience): readonly ServiceInstance[];
  kind?(service: string, who: Audience): string;
}

/** Ways to the instances of services: balanced, and each attempt of a call at another instance. */
export class ServiceRoutes {
  constructor(
    private readonly source: Instances,
    private readonly balancer: LoadBalancer,
  ) {}

  /** Names the candidate that somebody gets; empty: none. What befalls a candidate says nothing of what is stable. */
  kindOf(service: string, who: Audience): string {
    return this.source.kind?.(service, who) ?? '';
  }

  /** @param who it is asked for: heeded anew at each attempt, so that a call in flight follows the rule of that moment. */
  to(service: string, who?: Audience): Route {
    let tried: Set<string> | undefined;
    return {
      next: () => {
        const lease = this.balancer.pick(this.source.instances(service, who), tried);
        if (lease === undefined) throw new ServiceUnavailable(service, `no instance of ${service} is known`);
        tried ??= new Set();
        tried.add(lease.instance.id);
        return { baseUrl: baseUrlOf(lease.instance), done: lease.done };
      },
    };
  }
}

const baseUrls = new WeakMap<ServiceInstance, string>();

/** The same string as long as the instance is the same: what is kept for each address is found without looking at all of it. */
function baseUrlOf(instance: ServiceInstance): string {
  const known = baseUrls.get(instance);
  if (known !== undefined) return known;
  const baseUrl = `http://${instance.host}:${instance.port}`;
  baseUrls.set(instance, baseUrl);
  return baseUrl;
}

/** The way to one outside address. */
export function routeToUrl(baseUrl: string): Route {
  return { next: () => ({ baseUrl, done: () => {} }) };
}
