import { hostname } from 'node:os';
import type { Registration, ServiceRegistry } from '#libs/discovery/registry/service-registry';
import { newId } from '#libs/kernel/id';

/** Enters this process in the registry as one more instance of the service, found at the URL at which others reach it. */
export function registered(
  registry: ServiceRegistry,
  service: { readonly name: string; readonly version: string },
  url: string,
  labels: Readonly<Record<string, string>> = {},
): Promise<Registration> {
  const { hostname: host, port } = new URL(url);
  return registry.register({
    id: `${service.name}-${hostname()}-${newId(new Date())}`,
    service: service.name,
    host,
    port: Number(port),
    metadata: {
      version: service.version,
      contextPath: '/api/v1',
      ...(Object.keys(labels).length > 0 && { labels }),
    },
  });
}
