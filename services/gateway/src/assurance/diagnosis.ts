import { z } from 'zod';
import type { AssuranceSettings } from '#libs/contracts/settings/gateway-assurance';
import type { FleetReport } from './fleet.js';
import { Figures, figuresOf } from './figures.js';
import type { Sum } from './gateway-report.js';
import { add, emptyTally, type Tally } from './tally.js';

export const Condition = z.enum(['well', 'degraded', 'failing']);
export type Condition = z.output<typeof Condition>;

/** Why something is not well. */
const Reason = z.enum([
  'breaker-open',
  'breaker-half-open',
  'errors',
  'slow',
  'no-instance',
  'release-missing',
  'dead-letters',
]);
type Reason = z.output<typeof Reason>;

const FAILING: ReadonlySet<Reason> = new Set<Reason>(['breaker-open', 'no-instance']);

export const ServiceCondition = z.object({
  service: z.string(),
  condition: Condition,
  reasons: z.array(Reason),
  instances: z.int(),
  figures: Figures,
});
export type ServiceCondition = z.output<typeof ServiceCondition>;

export const RouteCondition = z.object({
  service: z.string(),
  method: z.string(),
  route: z.string(),
  condition: Condition,
  reasons: z.array(Reason),
  figures: Figures,
});
export type RouteCondition = z.output<typeof RouteCondition>;

/** What is known of a service besides its calls. */
export interface Known {
  readonly service: string;
  readonly instances: number;
  /** What its release names and nobody is. */
  readonly missing: readonly string[];
  readonly hasDeadLetters: boolean;
}

/** Each service by what was seen of its calls, its breakers and itself; the worst first. */
export function serviceConditions(
  known: readonly Known[],
  { sums, breakers }: Pick<FleetReport, 'sums' | 'breakers'>,
  settings: AssuranceSettings,
): ServiceCondition[] {
  const conditions = known.map(({ service, instances, missing, hasDeadLetters }) => {
    const tally = summed(sums.filter(({ kind }) => kind.service === service));
    const states = breakers.filter(({ target }) => target === service).map(({ state }) => state);
    const reasons: Reason[] = [
      ...(instances === 0 ? ['no-instance' as const] : []),
      ...(states.includes('open') ? ['breaker-open' as const] : []),
      ...(states.includes('half-open') ? ['breaker-half-open' as const] : []),
      ...reasonsOf(tally, settings),
      ...(missing.length > 0 ? ['release-missing' as const] : []),
      ...(hasDeadLetters ? ['dead-letters' as const] : []),
    ];
    return { service, condition: conditionOf(reasons, tally, settings), reasons, instances, figures: figuresOf(tally) };
  });
  return conditions.toSorted(worstFirst);
}

/** The routes that are not well, the worst first. */
export function routeConditions(sums: readonly Sum[], settings: AssuranceSettings): RouteCondition[] {
  const conditions = sums.map(({ kind, tally }) => {
    const { service = '', method = '', route = '' } = kind;
    const reasons = reasonsOf(tally, settings);
    const condition = conditionOf(reasons, tally, settings);
    return { service, method, route, condition, reasons, figures: figuresOf(tally) };
  });
  return conditions.filter(({ condition }) => condition !== 'well').toSorted(worstFirst);
}

export function worstOf(conditions: readonly { readonly condition: Condition }[]): Condition {
  const worst = (['failing', 'degraded'] as const).find((each) =>
    conditions.some(({ condition }) => condition === each),
  );
  return worst ?? 'well';
}

function reasonsOf(tally: Tally, settings: AssuranceSettings): Reason[] {
  const { errorRate, p95Ms, requests } = figuresOf(tally);
  if (requests < settings.leastRequests) return [];
  const isSlow = p95Ms !== null && p95Ms > settings.slowMs;
  return [...(errorRate >= settings.degradedRatio ? ['errors' as const] : []), ...(isSlow ? ['slow' as const] : [])];
}

function conditionOf(reasons: readonly Reason[], tally: Tally, settings: AssuranceSettings): Condition {
  if (reasons.length === 0) return 'well';
  const fails = reasons.includes('errors') && figuresOf(tally).errorRate >= settings.failingRatio;
  return fails || reasons.some((reason) => FAILING.has(reason)) ? 'failing' : 'degraded';
}

function summed(sums: readonly Sum[]): Tally {
  const tally = emptyTally();
  for (const sum of sums) add(tally, sum.tally);
  return tally;
}

const RANK: Readonly<Record<Condition, number>> = { failing: 0, degraded: 1, well: 2 };

function worstFirst(
  a: { readonly condition: Condition; readonly figures: Figures },
  b: { readonly condition: Condition; readonly figures: Figures },
): number {
  return RANK[a.condition] - RANK[b.condition] || b.figures.failed - a.figures.failed;
}
