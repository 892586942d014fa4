import type { Route } from './http-caller.js';
import type { LoadBalancer } from './load-balancer.js';
import type { ServiceRegistry } from './service-registry.js';

/** Ways to the instances of services, balanced, each attempt of a call to another instance. */
export class ServiceRoutes {
  constructor(_registry: ServiceRegistry, _balancer: LoadBalancer) {}

  to(_service: string): Route {
    throw new Error('not built yet');
  }
}

/** The way to one outside address. */
export function routeToUrl(_baseUrl: string): Route {
  throw new Error('not built yet');
}
