import { ClientCredentials } from '#libs/discovery/client-credentials';
import { HttpCaller } from '#libs/discovery/http-caller';
import { LiveValue } from '#libs/discovery/live-value';
import { LoadBalancer } from '#libs/discovery/load-balancer';
import { ResilienceSettings, type ResilienceListener } from '#libs/discovery/resilience';
import { ServiceRoutes } from '#libs/discovery/routes';
import { TargetPolicies } from '#libs/discovery/target-policies';
import { TenantDirectory } from '#libs/discovery/tenant-directory';
import type { Metrics } from '#libs/observability/metrics';
import { RemoteSigningKeys } from '#libs/web/remote-signing-keys';
import { resilienceListener } from '#libs/web/resilience-listener';
import { TokenVerifier } from '#libs/web/token-verifier';
import type { Logger } from 'pino';
import { Door } from './door.js';
import { GatewayMetrics } from './gateway-metrics.js';
import { LIMITS_KEY, LimitSettings } from './limits/limit-settings.js';
import { memoryLimitStore, redisLimitStore } from './limits/limit-store.js';
import { Limits } from './limits/limits.js';
import { Connections } from './proxy/connections.js';
import { Proxy } from './proxy/proxy.js';
import { LiveRoutes } from './routing/live-routes.js';
import { SocketDoor } from './socket-door.js';
import { Tunnels } from './sockets/tunnels.js';
import { ServiceDescriptions } from './routing/service-descriptions.js';
import type { GatewayLimits, GatewayOptions } from './options.js';

/** What the gateway consists of below its HTTP server. */
export interface GatewayParts {
  readonly routes: LiveRoutes;
  readonly proxy: Proxy;
  readonly door: Door;
  readonly socketDoor: SocketDoor;
  readonly tunnels: Tunnels;
  /** Waits for the calls in flight. */
  close(): Promise<void>;
}

export function gatewayParts(
  name: string,
  { platform, logger, redis }: GatewayOptions,
  limits: GatewayLimits,
  metrics: Metrics,
): GatewayParts {
  const { registry, configCentre, clock, secret } = platform;
  const counts = new GatewayMetrics(metrics);
  const resilience = new LiveValue(
    configCentre,
    'resilience',
    ResilienceSettings,
    ResilienceSettings.parse({}),
    logger,
  );
  const limiting = new LiveValue(configCentre, LIMITS_KEY, LimitSettings, LimitSettings.parse({}), logger);
  const policies = new TargetPolicies(resilience, listening(logger, metrics, counts), clock);
  const ways = new ServiceRoutes(registry, new LoadBalancer(clock));
  const caller = new HttpCaller(policies);
  const connections = new Connections(registry);
  const proxy = new Proxy(policies, ways, connections, limits);
  const routes = new LiveRoutes(new ServiceDescriptions(registry, caller, name, logger), registry, clock, logger);
  counts.watch(routes);
  const store = redis ? redisLimitStore(redis.url, redis.namespace, clock, logger) : memoryLimitStore(clock);
  const door = new Door({
    tenants: new TenantDirectory(configCentre),
    verifier: new TokenVerifier(new RemoteSigningKeys(caller, ways), clock),
    limits: new Limits(limiting, store.make),
    routes,
    proxy,
    publicTokens: new ClientCredentials(caller, ways, { clientId: name, clientSecret: secret, scope: 'public' }, clock),
    metrics: counts,
    logger,
  });
  const tunnels = new Tunnels(() => limiting.current.sockets);
  counts.watchSockets(tunnels);
  const sockets = { door, routes, policies, ways, tunnels, settings: limiting, limits, metrics: counts, clock };
  const socketDoor = new SocketDoor(sockets);
  const close = async () => {
    routes.stop();
    await Promise.all([connections.close(), caller.close()]);
    for (const part of [limiting, resilience, store]) part.close();
  };
  return { routes, proxy, door, socketDoor, tunnels, close };
}

function listening(logger: Logger, metrics: Metrics, counts: GatewayMetrics): ResilienceListener {
  const listener = resilienceListener(logger, metrics);
  return {
    ...listener,
    breakerChanged: (target, state) => {
      listener.breakerChanged(target, state);
      counts.breakerChanged(target, state);
    },
  };
}
