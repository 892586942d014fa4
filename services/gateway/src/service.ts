import type { AddressInfo } from 'node:net';
import { Metrics } from '#libs/observability/metrics';
import { ProblemFilter } from '#libs/web/http/problem.filter';
import { reachableUrl } from '#libs/web/outside/reachable-url';
import { registered } from '#libs/web/platform/registered';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AdministrationModule } from './administration.module.js';
import { ClientErrors } from './client-errors.js';
import { Entrance } from './entrance.js';
import { MetricsListener } from './metrics-listener.js';
import { OpenConnections } from './open-connections.js';
import { DEFAULT_LIMITS, type GatewayOptions } from './options.js';
import { gatewayParts } from './parts.js';
import { VERSION } from './version.js';

const NAME = 'gateway';

export interface RunningGateway {
  readonly url: string;
  /** Undefined: they are not told. */
  readonly metricsUrl: string | undefined;
  /** Leaves the registry, finishes what is in flight, closes. */
  stop(): Promise<void>;
}

/** Starts the public door on a platform. It keeps nothing, so there is no database behind it. */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const { platform, logger, host, port } = options;
  const { registry, configCentre } = platform;
  await configCentre.ready();
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const metrics = new Metrics(NAME);
  const parts = gatewayParts(NAME, options, limits, metrics);
  const connections = new OpenConnections();
  const overload = parts.overloadOf(() => connections.unanswered);
  const errors = new ClientErrors(connections, parts.largeBodies);
  const entrance = new Entrance(parts.tenancy, parts.door, parts.socketDoor, connections, overload, limits);
  const app = await NestFactory.create<NestFastifyApplication>(
    AdministrationModule.for(registry, parts),
    new FastifyAdapter({ serverFactory: entrance.open, clientErrorHandler: errors.handle }),
    { logger: false, abortOnError: false },
  );
  app.useGlobalFilters(new ProblemFilter(logger));
  await parts.routes.start();
  await parts.views.start();
  await parts.unheard.start();
  const told = options.metrics && (await MetricsListener.start(metrics, options.metrics));
  await app.listen(port, host);
  const url = await app.getUrl();
  const reachable = reachableUrl(app.getHttpServer().address() as AddressInfo);
  const registration = await registered(registry, { name: NAME, version: VERSION }, reachable, platform.labels);
  logger.info({ url, version: VERSION }, 'serving');
  const stop = async () => {
    await registration.deregister();
    parts.proxy.endStreams();
    parts.views.endStreams();
    parts.own.endStreams();
    parts.tunnels.end();
    const closed = entrance.close(limits.graceMs);
    await app.close();
    closed();
    overload.close();
    await told?.stop();
    await parts.close();
  };
  return { url, metricsUrl: told?.url, stop };
}
