import type { AddressInfo } from 'node:net';
import type { PlatformEnvironment } from '#libs/discovery/config/platform-environment';
import type { Registration } from '#libs/discovery/registry/service-registry';
import { HttpCaller } from '#libs/discovery/calls/http-caller';
import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { EventTransport } from '#libs/messaging/event-transport';
import { httpMetrics } from '#libs/observability/http-metrics';
import { createLogger } from '#libs/observability/logger';
import { Metrics } from '#libs/observability/metrics';
import { startTracing } from '#libs/observability/tracing';
import { Database } from '#libs/persistence/database';
import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { Logger } from 'pino';
import { BackgroundWork } from '../platform/background-work.js';
import { requireDeclaredPermissions } from '../access/declared-permissions.js';
import { GatewaySeal } from '../access/gateway-seal.js';
import { closed, httpServer } from './http-server.js';
import { onceStopped } from '../platform/once-stopped.js';
import { openApiOf } from './openapi.js';
import { clusterPlatform, embeddedPlatform, type Platform } from '../platform/platform.js';
import { PlatformModule } from '../platform/platform.module.js';
import { ProblemFilter } from './problem.filter.js';
import { reachableUrl } from '../outside/reachable-url.js';
import { registered } from '../platform/registered.js';
import type { ServiceDefinition } from '../platform/service-definition.js';
import { carryContext } from './request-context.js';
import { SERVICE_SECRETS } from '../access/service-secret.js';
import { TenantHome } from '../tenant/tenant-home.js';
import { TokenVerifier } from '../access/token-verifier.js';

/** A service that serves. */
export interface RunningService {
  readonly name: string;
  readonly url: string;
  readonly app: NestFastifyApplication;
  readonly openApi: OpenAPIObject;
  /** Leaves the registry, finishes what is in flight, flushes, closes. */
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly platform: Platform;
  readonly logger: Logger;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly migrate: boolean;
  /** Where services share an in-process broker: nothing is published before all of them have subscribed. */
  readonly allSubscribed?: Promise<void>;
}

/** Files as they are. */
const MEDIA = /^((image|audio|video)\/|application\/pdf)/;

@Module({})
class ServiceRoot {}

/** Builds the service without serving: what OpenAPI generation needs. */
export async function createService(
  service: ServiceDefinition,
  platform: Platform,
  logger: Logger,
): Promise<NestFastifyApplication> {
  const root: DynamicModule = {
    module: ServiceRoot,
    imports: [PlatformModule.for(service, platform, logger), service.module],
  };
  const app = await NestFactory.create<NestFastifyApplication>(root, new FastifyAdapter(httpServer()), {
    logger: false,
    abortOnError: false,
  });
  app.useGlobalFilters(new ProblemFilter(logger));
  return app;
}

/** Starts a service on a platform: schema, routes, events, registry, in this order. What fails to start is closed again. */
export async function startService(service: ServiceDefinition, options: StartOptions): Promise<RunningService> {
  const app = await createService(service, options.platform, options.logger);
  try {
    return await serve(app, service, options);
  } catch (error) {
    await app.close();
    await app.get(Database).close();
    throw error;
  }
}

async function serve(
  app: NestFastifyApplication,
  service: ServiceDefinition,
  { platform, logger, host, port, migrate, allSubscribed = Promise.resolve() }: StartOptions,
): Promise<RunningService> {
  await platform.configCentre.ready();
  const openApi = openApiOf(app, service);
  requireDeclaredPermissions(app);
  serveHttp(app, service, openApi);
  app.connectMicroservice({ strategy: app.get(EventTransport) }, { inheritAppConfig: true });
  await app.init();
  await app.get(TenantHome).open(app.get(TenantDirectory).ids(), migrate);
  await app.listen(port, host);
  await app.startAllMicroservices();
  const background = new BackgroundWork(app, logger);
  void allSubscribed.then(() => background.start());
  const url = await app.getUrl();
  const listening = app.getHttpServer().address() as AddressInfo;
  const registration = await registered(platform.registry, service, reachableUrl(listening), platform.labels);
  logger.info({ url, version: service.version }, 'serving');
  const stop = () => stopService(app, registration, background);
  return { name: service.name, url, app, openApi, stop };
}

/** A service as a program of its own: platform from the environment, stopped by SIGTERM or SIGINT. */
export async function runService(service: ServiceDefinition, env: PlatformEnvironment): Promise<void> {
  const logger = createLogger({ service: service.name, level: env.LOG_LEVEL });
  const tracing = await startTracing({ endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT, service: service.name, logger });
  const platform =
    env.PROFILE === 'cluster'
      ? clusterPlatform(env, logger)
      : embeddedPlatform(env.DATA_DIR ?? 'data', env.SERVICE_SECRET ?? newId(new Date()), logger);
  const running = await startService(service, {
    platform,
    logger,
    host: env.HOST,
    port: env.PORT,
    migrate: env.MIGRATE_ON_START,
  });
  onceStopped(async () => {
    await running.stop();
    await platform.close();
    await tracing.stop();
  });
}

function serveHttp(app: NestFastifyApplication, service: ServiceDefinition, openApi: OpenAPIObject): void {
  const server = app.getHttpAdapter().getInstance();
  server.get('/openapi.json', () => openApi);
  server.addContentTypeParser(
    'application/scim+json',
    { parseAs: 'string' },
    server.getDefaultJsonParser('error', 'error'),
  );
  server.addContentTypeParser('text/csv', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  server.addContentTypeParser('application/offset+octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  server.addContentTypeParser('application/octet-stream', (_request, body, done) => done(null, body));
  server.addContentTypeParser(MEDIA, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  const record = httpMetrics(app.get(Metrics));
  const seal = new GatewaySeal(app.get<readonly string[]>(SERVICE_SECRETS), app.get(Clock));
  carryContext(server, { service: service.name, verifier: app.get(TokenVerifier), record, seal });
}

/** The relay first: what is committed later waits in the outbox, for another instance or the next start. */
async function stopService(
  app: NestFastifyApplication,
  registration: Registration,
  background: BackgroundWork,
): Promise<void> {
  const database = app.get(Database);
  const caller = app.get(HttpCaller);
  await registration.deregister();
  await background.stop();
  await closed(app);
  await caller.close();
  await database.close();
}
