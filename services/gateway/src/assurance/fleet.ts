import type { HttpCaller } from '#libs/discovery/calls/http-caller';
import { readAnswer } from '#libs/discovery/calls/read-answer';
import { routeToUrl } from '#libs/discovery/registry/routes';
import type { ServiceInstance, ServiceRegistry } from '#libs/discovery/registry/service-registry';
import { SEAL_HEADER, type GatewaySeal } from '#libs/web/access/gateway-seal';
import type { Logger } from 'pino';
import { GatewayReport, keyOf, latest, latestLines, mostAsked, type ReportQuery, type Sum } from './gateway-report.js';
import { add } from './tally.js';

export const INSTANCE_PATH = '/internal/assurance';
const TIMEOUT_MS = 1_000;

/** What all gateways saw together, and who of them did not say. */
export interface FleetReport {
  readonly sums: readonly Sum[];
  readonly calls: GatewayReport['calls'];
  readonly clientLines: GatewayReport['clientLines'];
  /** Each gateway has its own. */
  readonly breakers: readonly (GatewayReport['breakers'][number] & { readonly gateway: string })[];
  readonly gateways: readonly string[];
  /** Instances as the registry has them. */
  readonly missing: readonly string[];
}

export interface FleetParts {
  readonly name: string;
  readonly registry: ServiceRegistry;
  readonly caller: HttpCaller;
  readonly seal: GatewaySeal;
  readonly logger: Logger;
  /** What this gateway saw itself. */
  readonly own: (query: ReportQuery) => GatewayReport;
}

/** All gateways: each answers for itself, one asks them all. */
export class Fleet {
  constructor(private readonly parts: FleetParts) {}

  async report(query: ReportQuery): Promise<FleetReport> {
    const { name, registry, own } = this.parts;
    const instances = registry.instances(name);
    const asked = await Promise.all(instances.map((instance) => this.#ask(instance, query)));
    const reports = new Map([own(query), ...asked].flatMap((each) => (each ? [[each.gateway, each] as const] : [])));
    const missing = instances.filter((_, at) => asked[at] === undefined).map(({ id }) => id);
    return { ...merged(Array.from(reports.values()), query), gateways: Array.from(reports.keys()), missing };
  }

  async #ask({ id, host, port }: ServiceInstance, query: ReportQuery): Promise<GatewayReport | undefined> {
    const { name, caller, seal, logger } = this.parts;
    const baseUrl = `http://${host}:${port}`;
    const search = new URLSearchParams(query as unknown as Record<string, string>).toString();
    try {
      const answer = await caller.call(name, routeToUrl(baseUrl), {
        method: 'GET',
        path: `${INSTANCE_PATH}?${search}`,
        headers: { accept: 'application/json', [SEAL_HEADER]: seal.of('instance', search) },
        timeoutMs: TIMEOUT_MS,
        retry: false,
        lane: baseUrl,
        announceDeadline: false,
      });
      return readAnswer(name, answer, GatewayReport);
    } catch (error) {
      logger.warn({ err: error, instance: id }, 'a gateway did not say what it saw');
      return undefined;
    }
  }
}

function merged(reports: readonly GatewayReport[], { by }: ReportQuery) {
  const sums = new Map<string, Sum>();
  for (const { kind, tally } of reports.flatMap((report) => report.sums)) {
    const key = keyOf(kind, by);
    const known = sums.get(key);
    if (known === undefined) sums.set(key, { kind, tally: structuredClone(tally) });
    else add(known.tally, tally);
  }
  return {
    sums: mostAsked(Array.from(sums.values())),
    calls: latest(reports.flatMap(({ calls }) => calls)),
    clientLines: latestLines(reports.flatMap(({ clientLines }) => clientLines)),
    breakers: reports.flatMap(({ gateway, breakers }) => breakers.map((breaker) => ({ ...breaker, gateway }))),
  };
}
