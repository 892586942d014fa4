import { ServiceClient } from '#libs/discovery/calls/service-client';
import type { Logger } from 'pino';
import { startService, type RunningService } from '#libs/web/http/bootstrap';
import type { Platform } from '#libs/web/platform/platform';
import { startGateway, type RunningGateway } from '../../gateway/src/service.js';
import { listed } from './listed.js';
import { seedCustomer, seedTenants } from './seed.js';
import { services } from './services.js';

export interface SuiteOptions {
  readonly platform: Platform;
  readonly loggerOf: (service: string) => Logger;
  readonly host: string;
  /** The gateway's; 0 takes any free one. */
  readonly port: number;
  readonly migrate: boolean;
  /** Where gateways count limits together. */
  readonly redis?: { readonly url: string; readonly namespace: string };
}

export interface RunningSuite {
  readonly gateway: RunningGateway;
  readonly services: readonly RunningService[];
  /** Of the demo tenant, to open a request for. */
  readonly customerId: string;
  /** The door first, then the services; the platform stays the caller's. */
  stop(): Promise<void>;
}

/** All services and the gateway in this process, on one platform, with the demo tenants. */
export async function startSuite(options: SuiteOptions): Promise<RunningSuite> {
  const { platform, loggerOf, host, port, migrate, redis } = options;
  const subscribed = Promise.withResolvers<void>();
  const common = { platform, host, port: 0, migrate, allSubscribed: subscribed.promise };
  const running = await Promise.all(
    services.map((service) => startService(service, { ...common, logger: loggerOf(service.name) })),
  );
  subscribed.resolve();
  await listed(
    platform.registry,
    services.map(({ name }) => name),
  );
  const client = running[0]!.app.get(ServiceClient);
  await seedTenants(client);
  const customerId = await seedCustomer(client, 'demo');
  const gateway = await startGateway({
    platform,
    logger: loggerOf('gateway'),
    host,
    port,
    broker: platform.broker,
    metrics: { host: '127.0.0.1', port: 0 },
    ...(redis ? { redis } : {}),
  });
  const stop = async () => {
    await gateway.stop();
    await Promise.all(running.map((service) => service.stop()));
  };
  return { gateway, services: running, customerId, stop };
}
