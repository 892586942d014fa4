import { percentiles, type Percentiles } from '../../api/latencies.js';
import type { Measured } from '../../api/meter.js';
import type { ReplayOptions } from '../options.js';
import type { OutageRow } from './outage-table.js';
import { recommendedTypes, type RecommendedTypes } from './recommended-types.js';
import { STAGES, type Journey, type Variation } from '../play/journey.js';
import { totalsOf } from '../reconcile/delivery-checks.js';
import type { Reconciliation } from '../reconcile/reconcile.js';
import type { OrderSystem } from '../shop/order-system.js';

/** All that is known at the end. Times in ms unless the name says seconds. */
export interface Report {
  readonly options: Omit<ReplayOptions, 'admin'>;
  readonly readySeconds: number;
  readonly playSeconds: number;
  readonly settleSeconds: number;
  readonly customers: number;
  /** How many requests came at least as far. */
  readonly stages: Readonly<Record<string, number>>;
  readonly variations: Readonly<Partial<Record<Variation, number>>>;
  readonly actions: { readonly applied: number; readonly refused: number };
  readonly orderSystem: OrderSystem['calls'];
  readonly recommended: RecommendedTypes;
  readonly perSecond: { readonly requests: number; readonly apiCalls: number; readonly events: number | null };
  readonly deliveries: number | null;
  readonly latencies: { readonly request: Percentiles; readonly api: Readonly<Record<string, Percentiles>> };
  /** API calls that were tried again, by what became of the attempt. */
  readonly retries: Readonly<Record<string, number>>;
  readonly outages: readonly OutageRow[];
  readonly reconciliation: Pick<Reconciliation, 'checks' | 'findings'>;
  readonly ok: boolean;
}

export interface Facts {
  readonly options: ReplayOptions;
  readonly readySeconds: number;
  readonly playSeconds: number;
  readonly customers: number;
  readonly journeys: readonly Journey[];
  readonly orderSystem: OrderSystem;
  /** While it was played. */
  readonly api: Measured;
  readonly outages: readonly OutageRow[];
  readonly reconciliation: Reconciliation;
}

export function reportOf(facts: Facts): Report {
  const { journeys, playSeconds, api, reconciliation, orderSystem } = facts;
  const { checks, findings, deliveries, settledMs } = reconciliation;
  const options = { ...facts.options, admin: undefined };
  const calls = [...api.latencies.values()].reduce((sum, { count }) => sum + count, 0);
  const totals = deliveries && totalsOf(deliveries);
  const applied = orderSystem.ledger.entries.filter(({ outcome }) => outcome.status === 'succeeded').length;
  return {
    options,
    readySeconds: facts.readySeconds,
    playSeconds,
    settleSeconds: settledMs / 1_000,
    customers: facts.customers,
    stages: Object.fromEntries(STAGES.map((stage, index) => [stage, journeys.filter(reached(index)).length])),
    variations: Object.fromEntries(
      [...Map.groupBy(journeys, ({ variation }) => variation)].map(([of, { length }]) => [of, length]),
    ),
    actions: { applied, refused: orderSystem.ledger.entries.length - applied },
    orderSystem: orderSystem.calls,
    recommended: recommendedTypes(journeys),
    perSecond: {
      requests: journeys.length / playSeconds,
      apiCalls: calls / playSeconds,
      events: totals && totals.events / playSeconds,
    },
    deliveries: totals && totals.deliveries,
    latencies: { request: percentiles(journeys.map(({ ms }) => ms)), api: Object.fromEntries(api.latencies) },
    retries: Object.fromEntries(api.retries),
    outages: facts.outages,
    reconciliation: { checks, findings },
    ok: findings.length === 0 && facts.outages.every(({ wellAfterSeconds }) => wellAfterSeconds !== null),
  };
}

function reached(index: number) {
  return ({ stage }: Journey) => STAGES.indexOf(stage) >= index;
}
