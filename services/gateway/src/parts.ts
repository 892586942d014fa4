import type { IncomingMessage } from 'node:http';
import { ClientCredentials } from '#libs/discovery/calls/client-credentials';
import { HttpCaller } from '#libs/discovery/calls/http-caller';
import { overloadSetting } from '#libs/contracts/settings/gateway-overload';
import { LiveValue } from '#libs/discovery/config/live-value';
import { LoadBalancer } from '#libs/discovery/registry/load-balancer';
import { Releases } from '#libs/discovery/release/releases';
import { resilienceSetting, type ResilienceListener } from '#libs/discovery/resilience/resilience';
import { ServiceRoutes } from '#libs/discovery/registry/routes';
import { TargetPolicies } from '#libs/discovery/resilience/target-policies';
import { TenantDirectory } from '#libs/discovery/tenant-directory';
import type { Metrics } from '#libs/observability/metrics';
import { GatewaySeal } from '#libs/web/access/gateway-seal';
import { RemoteSigningKeys } from '#libs/web/access/remote-signing-keys';
import { resilienceListener } from '#libs/web/operation/resilience-listener';
import { watchTargets } from '#libs/web/operation/target-metrics';
import { TokenVerifier } from '#libs/web/access/token-verifier';
import type { Logger } from 'pino';
import { ClientAddresses } from './admission/client-address.js';
import { corsSetting } from '#libs/contracts/settings/gateway-cors';
import { CrossOrigin } from './admission/cross-origin.js';
import { tenancySetting } from '#libs/contracts/settings/gateway-tenancy';
import { Tenancy } from './admission/tenancy.js';
import { BrokerChanges } from './aggregation/changes/broker-changes.js';
import type { ChangeSource } from './aggregation/changes/change-source.js';
import { SharedChanges } from './aggregation/changes/shared-changes.js';
import { Views } from './aggregation/views.js';
import { BreakerBoard } from './assurance/breaker-board.js';
import { Door } from './door.js';
import { GatewayMetrics } from './gateway-metrics.js';
import { limitsSetting } from '#libs/contracts/settings/gateway-limits';
import { Limits } from './limits/limits.js';
import { quotasSetting } from '#libs/contracts/settings/gateway-quotas';
import { QuotaWatch } from './limits/quota/quota-watch.js';
import { Quotas } from './limits/quota/quotas.js';
import { MemoryLimitStore } from './limits/store/memory-limit-store.js';
import { RedisLimitStore } from './limits/store/redis-limit-store.js';
import { Overload } from './overload/overload.js';
import { requestKind } from './overload/request-kind.js';
import { ownParts, type OwnParts } from './own-parts.js';
import { Connections } from './proxy/connections.js';
import { LargeBodies } from './proxy/large-bodies.js';
import { Proxy } from './proxy/proxy.js';
import { RouteCare } from './proxy/route-care.js';
import { LiveRoutes } from './routing/live-routes.js';
import { SocketDoor } from './socket-door.js';
import { Tunnels } from './sockets/tunnels.js';
import { stayingParts } from './staying-parts.js';
import { UnheardEndings } from './staying/unheard-endings.js';
import { ServiceDescriptions } from './routing/service-descriptions.js';
import type { GatewayLimits, GatewayOptions } from './options.js';
import { RouteOperations } from './route-operations.js';

/** What the gateway consists of below its HTTP server. */
export interface GatewayParts {
  readonly routes: LiveRoutes;
  readonly proxy: Proxy;
  readonly largeBodies: LargeBodies;
  readonly views: Views;
  readonly unheard: UnheardEndings;
  readonly own: OwnParts;
  readonly seal: GatewaySeal;
  readonly policies: TargetPolicies;
  readonly tenancy: Tenancy;
  readonly door: Door;
  readonly socketDoor: SocketDoor;
  readonly tunnels: Tunnels;
  readonly overloadOf: (inFlight: () => number) => Overload;
  /** Waits for the calls in flight. */
  close(): Promise<void>;
}

export function gatewayParts(
  name: string,
  options: GatewayOptions,
  limits: GatewayLimits,
  metrics: Metrics,
): GatewayParts {
  const { platform, logger, redis } = options;
  const { registry, configCentre, clock, secret } = platform;
  const counts = new GatewayMetrics(metrics);
  const resilience = new LiveValue(configCentre, resilienceSetting, logger);
  const limiting = new LiveValue(configCentre, limitsSetting, logger);
  const cors = new LiveValue(configCentre, corsSetting, logger);
  const board = new BreakerBoard(clock);
  resilience.onChange(() => board.forget());
  const policies = new TargetPolicies(resilience, listening(logger, metrics, counts, board), clock);
  watchTargets(metrics, policies);
  const releases = new Releases(configCentre, registry, logger);
  const ways = new ServiceRoutes(releases, new LoadBalancer(clock, { zone: platform.labels?.['zone'] }));
  const caller = new HttpCaller(policies);
  const connections = new Connections(registry);
  const care = new RouteCare(resilience, policies);
  const tenants = new TenantDirectory(configCentre);
  const sharing = new LiveValue(configCentre, tenancySetting, logger);
  const tenancy = new Tenancy(tenants, sharing);
  const staying = stayingParts(options, limiting, tenants);
  const largeBodies = new LargeBodies(limits);
  const proxy = new Proxy({
    care,
    routes: ways,
    connections,
    limits,
    largeBodies,
    long: staying.long,
    fellBack: (operation) => counts.fellBack(operation),
  });
  const routes = new LiveRoutes(new ServiceDescriptions(registry, caller, name, logger), registry, clock, logger);
  counts.watch(routes);
  counts.watchReleases(releases);
  const store = redis ? new RedisLimitStore(redis, clock, logger) : new MemoryLimitStore(clock);
  counts.watchLimits(store);
  const allotting = new LiveValue(configCentre, quotasSetting, logger);
  const quotas = new Quotas(allotting, tenants, store, clock);
  const quotaWatch = new QuotaWatch(quotas, metrics, logger);
  const seal = new GatewaySeal([secret], clock);
  const { assuranceEveryMs } = limits;
  const own = ownParts({ name, options, releases, ways, caller, routes, quotas, store, board, seal, assuranceEveryMs });
  const views = new Views({
    configCentre,
    operations: new RouteOperations(routes),
    policies,
    ways,
    changes: changesOf(options),
    alsoTold: { changed: (change) => staying.endings.heard(change), missed: () => unheard.missed() },
    cacheBytes: limits.viewCacheBytes,
    metrics,
    clock,
    logger,
  });
  const unheard = new UnheardEndings({
    caller,
    ways,
    tokens: new ClientCredentials(caller, ways, { clientId: name, clientSecret: secret }, clock),
    learned: (over) => staying.endings.learned(over),
    hears: () => views.hears,
    everyMs: limits.endingsEveryMs,
    logger,
  });
  const door = new Door({
    tenancy,
    services: { caller, ways },
    verifier: new TokenVerifier(new RemoteSigningKeys(caller, ways), clock),
    limits: new Limits(limiting, quotas, store),
    routes,
    proxy,
    views,
    own: own.operations,
    assurance: own.assurance,
    addresses: new ClientAddresses(options.trustedProxies),
    crossOrigin: new CrossOrigin(cors),
    seal,
    publicTokens: new ClientCredentials(caller, ways, { clientId: name, clientSecret: secret, scope: 'public' }, clock),
    long: staying.long,
    endedSessions: staying.endedSessions,
    unheard,
    metrics: counts,
    logger,
  });
  const tunnels = new Tunnels(staying.long);
  counts.watchStaying(tunnels, staying.counts);
  const sockets = { door, routes, policies, ways, tunnels, settings: limiting, limits, clock };
  const socketDoor = new SocketDoor(sockets);
  const shedding = new LiveValue(configCentre, overloadSetting, logger);
  const kindOf = ({ method, url }: IncomingMessage) =>
    requestKind(
      method!,
      url!,
      (...asked) => routes.known(...asked),
      (operation) => care.of(operation).priority,
    );
  const overloadOf = (inFlight: () => number) =>
    new Overload({ settings: shedding, inFlight, kindOf, metrics, logger });
  const close = async () => {
    routes.stop();
    await Promise.all([connections.close(), caller.close(), views.close()]);
    for (const part of [
      limiting,
      allotting,
      quotaWatch,
      shedding,
      resilience,
      cors,
      sharing,
      store,
      own,
      releases,
      staying,
      unheard,
    ])
      part.close();
  };
  return {
    routes,
    proxy,
    largeBodies,
    views,
    unheard,
    own,
    seal,
    policies,
    tenancy,
    door,
    socketDoor,
    tunnels,
    overloadOf,
    close,
  };
}

/** Where there is Redis there are other gateways, and a broker whose groups are made before. */
function changesOf({ broker, redis, logger }: GatewayOptions): ChangeSource | undefined {
  if (broker === undefined) return undefined;
  return redis ? new SharedChanges(broker, redis, logger) : new BrokerChanges(broker);
}

function listening(logger: Logger, metrics: Metrics, counts: GatewayMetrics, board: BreakerBoard): ResilienceListener {
  const listener = resilienceListener(logger, metrics);
  return {
    ...listener,
    breakerChanged: (target, state) => {
      listener.breakerChanged(target, state);
      counts.breakerChanged(target, state);
      board.changed(target, state);
    },
  };
}
