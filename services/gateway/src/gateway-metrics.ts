import type { Releases } from '#libs/discovery/release/releases';
import type { BreakerState } from '#libs/discovery/resilience/resilience';
import type { Series } from '#libs/observability/histogram';
import type { Metrics } from '#libs/observability/metrics';
import type { LimitStore } from './limits/store/limit-store.js';
import { TooManyRequests } from './limits/too-many-requests.js';
import type { Operation } from './proxy/route-care.js';
import type { LiveRoutes } from './routing/live-routes.js';
import type { Tunnels } from './sockets/tunnels.js';
import type { StayCounts } from './staying/stay-counts.js';
import type { Visit } from './visit.js';

const BUCKETS_SECONDS = [0.002, 0.005, 0.01, 0.025, 0.1, 0.3, 1, 3, 10];
const BREAKER_STATES: readonly BreakerState[] = ['closed', 'half-open', 'open'];

const NO_OPERATION = {};
/** Stands where the class of a status does. */
const LEFT = 0;

/** What the gateway counts about itself. Routes are named by their template, never by the path. */
export class GatewayMetrics {
  readonly #seconds;
  readonly #seriesOf = new WeakMap<object, Series[]>();
  readonly #limited;
  readonly #breakers;
  readonly #fallbacks;

  constructor(private readonly metrics: Metrics) {
    this.#seconds = metrics.histogram(
      'switchboard_gateway_request_seconds',
      'From the header in to the last byte out; status `left`: the client did not wait for the answer',
      BUCKETS_SECONDS,
    );
    this.#limited = metrics.counter('switchboard_gateway_limited_total', 'Requests refused by a limit', ['by']);
    this.#fallbacks = metrics.counter('switchboard_gateway_fallbacks_total', "Answers in a service's place, by route", [
      'upstream',
      'route',
    ]);
    this.#breakers = metrics.gauge(
      'switchboard_gateway_breaker_count',
      'Breakers by target; 1 in the state they are in',
      ['target', 'state'],
    );
  }

  watch(routes: LiveRoutes): void {
    this.metrics.gauge('switchboard_gateway_route_count', 'Routes by service', ['upstream'], (gauge) => {
      for (const { service } of routes.table.operations) gauge.inc({ upstream: service });
    });
    this.metrics.gauge('switchboard_gateway_route_age_seconds', 'Since the services were asked', [], (gauge) =>
      gauge.set((routes.ageMs ?? Number.NaN) / 1_000),
    );
  }

  watchReleases(releases: Releases): void {
    const what = 'What the release of a service names and nobody is: what is stable is asked instead';
    this.metrics.gauge('switchboard_gateway_release_missing_count', what, ['upstream'], (gauge) => {
      for (const service of releases.services())
        gauge.set({ upstream: service }, releases.choice(service)?.missing.length ?? 0);
    });
  }

  watchStaying(tunnels: Tunnels, counts: StayCounts): void {
    this.metrics.gauge('switchboard_gateway_sockets_count', 'Open WebSockets', [], (gauge) => gauge.set(tunnels.size));
    const help = '1: all gateways count open connections together; 0: this one counts its own';
    this.metrics.gauge('switchboard_gateway_stays_shared_count', help, [], (gauge) =>
      gauge.set(Number(counts.isShared)),
    );
  }

  watchLimits(store: LimitStore): void {
    const help = '1: all gateways count limits together; 0: this one counts for itself';
    this.metrics.gauge('switchboard_gateway_limits_shared_count', help, [], (gauge) =>
      gauge.set(Number(store.isShared)),
    );
  }

  /** The request is over, one way or another; of a WebSocket, that it has begun. */
  left({ operation, response, begun, span }: Visit): void {
    const { statusCode, headersSent } = response;
    const status = headersSent || statusCode === 101 ? Math.floor(statusCode / 100) : LEFT;
    const known = this.#known(operation ?? NO_OPERATION);
    const series = (known[status] ??= this.#series(operation, status));
    series.observe((performance.now() - begun) / 1_000);
    span.end({ attributes: { 'http.route': operation?.template ?? '', 'http.response.status_code': statusCode } });
  }

  refused(error: unknown): void {
    if (error instanceof TooManyRequests) this.#limited.inc({ by: error.standing.limit.name });
  }

  fellBack({ service, method, template }: Operation): void {
    this.#fallbacks.inc({ upstream: service, route: `${method} ${template}` });
  }

  breakerChanged(target: string, now: BreakerState): void {
    for (const state of BREAKER_STATES) this.#breakers.set({ target, state }, state === now ? 1 : 0);
  }

  #known(operation: object): Series[] {
    const known = this.#seriesOf.get(operation);
    if (known !== undefined) return known;
    const fresh: Series[] = [];
    this.#seriesOf.set(operation, fresh);
    return fresh;
  }

  #series(operation: Operation | undefined, status: number): Series {
    return this.#seconds.series({
      upstream: operation?.service ?? 'none',
      route: operation === undefined ? 'none' : `${operation.method} ${operation.template}`,
      status: status === LEFT ? 'left' : `${status}xx`,
    });
  }
}
