import type { Live } from '#libs/discovery/config/live-value';
import type { Releases } from '#libs/discovery/release/releases';
import type { ServiceRegistry } from '#libs/discovery/registry/service-registry';
import type { Clock } from '#libs/kernel/clock';
import { z } from 'zod';
import type { Caller } from '../aggregation/execution/caller.api.js';
import type { AssuranceSettings } from '#libs/contracts/settings/gateway-assurance';
import { DeadLetterCount, type DeadLetterCounts } from './dead-letter-counts.js';
import {
  Condition,
  RouteCondition,
  routeConditions,
  ServiceCondition,
  serviceConditions,
  worstOf,
  type Known,
} from './diagnosis.js';
import type { Fleet } from './fleet.js';
import { GatewayReport } from './gateway-report.js';
import { ClientLine } from '../client-logs/client-line.api.js';
import { KeptCall } from './kept-calls.js';
import type { Offered } from './offered.js';

const MINUTES = 2;
const TOLD_MINUTES = 10;
const TOLD_CALLS = 50;
const TOLD_ROUTES = 50;
const TOLD_LINES = 50;

/** About what it is asked; nothing: everything. */
export interface Scope {
  readonly tenant: string | undefined;
  readonly service: string | undefined;
  readonly traceId: string | undefined;
}

/** One page: what is wrong now. */
export const WrongNow = z.object({
  at: z.iso.datetime(),
  minutes: z.number(),
  condition: Condition,
  scope: z.object({ tenant: z.string().nullable(), service: z.string().nullable(), traceId: z.string().nullable() }),
  services: z.array(ServiceCondition),
  routes: z.array(RouteCondition).describe('those that fail or are slow'),
  breakers: z.array(GatewayReport.shape.breakers.element.extend({ gateway: z.string() })),
  releases: z.array(z.object({ service: z.string(), missing: z.array(z.string()) })),
  deadLetters: z.array(DeadLetterCount).describe('of the caller’s tenant'),
  calls: z.array(KeptCall).describe('the latest that failed or were slow; of a trace, also what was refused'),
  clientLines: z
    .array(ClientLine)
    .describe('the latest errors that desks and portals told; of a trace, all they told; nothing of a service'),
  gateways: z.array(z.string()),
  missing: z.array(z.string()).describe('gateways that did not say what they saw'),
});
export type WrongNow = z.output<typeof WrongNow>;

export interface WrongNowParts {
  readonly fleet: Fleet;
  readonly settings: Live<AssuranceSettings>;
  readonly registry: ServiceRegistry;
  readonly routes: Offered;
  readonly releases: Releases;
  readonly deadLetters: DeadLetterCounts;
  readonly clock: Clock;
}

/** Answers "what is wrong now" from all gateways, registry, releases and dead letters. */
export class WrongNowPage {
  constructor(private readonly parts: WrongNowParts) {}

  /** @param caller whose dead letters are looked for; undefined: nobody's. */
  async of(scope: Scope, caller: Caller | undefined): Promise<WrongNow> {
    const { fleet, settings, clock, deadLetters } = this.parts;
    const { tenant, service, traceId } = scope;
    const now = clock.now();
    const query = { minutes: MINUTES, by: 'route', ...defined({ tenant, service, traceId }) } as const;
    const [report, letters] = await Promise.all([
      fleet.report(query),
      caller === undefined ? [] : deadLetters.of(caller, service),
    ]);
    const met = new Set(report.calls.map((call) => call.service));
    const isMeant = (name: string) => (service === undefined || name === service) && (!traceId || met.has(name));
    const known = this.#known(new Set(letters.filter(({ count }) => count !== null).map((each) => each.service)));
    const services = serviceConditions(
      known.filter((each) => isMeant(each.service)),
      report,
      settings.current,
    );
    const sums = report.sums.filter(({ kind }) => isMeant(kind.service ?? ''));
    return {
      at: now.toISOString(),
      minutes: MINUTES,
      condition: worstOf(services),
      scope: { tenant: tenant ?? null, service: service ?? null, traceId: traceId ?? null },
      services,
      routes: routeConditions(sums, settings.current).slice(0, TOLD_ROUTES),
      breakers: report.breakers.filter(({ target }) => isMeant(target)),
      releases: known.flatMap((each) =>
        each.missing.length > 0 && isMeant(each.service) ? [{ service: each.service, missing: [...each.missing] }] : [],
      ),
      deadLetters: letters.filter((each) => isMeant(each.service)),
      calls: report.calls.filter((call) => traceId !== undefined || isOfNow(call, now)).slice(0, TOLD_CALLS),
      clientLines: linesOf(report.clientLines, scope, now).slice(0, TOLD_LINES),
      gateways: [...report.gateways],
      missing: [...report.missing],
    };
  }

  /** Whoever is there, whoever offers something, and whoever should be there by a release. */
  #known(withDeadLetters: ReadonlySet<string>): Known[] {
    const { registry, routes, releases } = this.parts;
    const offering = routes.table.operations.map(({ service }) => service);
    const services = new Set([...registry.services(), ...offering]);
    return Array.from(services, (service) => ({
      service,
      instances: registry.instances(service).length,
      missing: releases.choice(service)?.missing ?? [],
      hasDeadLetters: withDeadLetters.has(service),
    }));
  }
}

function linesOf(lines: readonly ClientLine[], { service, traceId }: Scope, now: Date): readonly ClientLine[] {
  if (traceId !== undefined) return lines;
  if (service !== undefined) return [];
  const since = now.getTime() - TOLD_MINUTES * 60_000;
  return lines.filter(({ level, receivedAt }) => level === 'error' && Date.parse(receivedAt) >= since);
}

function isOfNow({ cause, at }: KeptCall, now: Date): boolean {
  return cause !== 'refused' && now.getTime() - Date.parse(at) <= TOLD_MINUTES * 60_000;
}

function defined<T extends object>(parts: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as never;
}
