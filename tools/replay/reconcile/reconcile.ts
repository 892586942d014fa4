import { setTimeout as pause } from 'node:timers/promises';
import type { Cast } from '../play/cast.js';
import type { Journey } from '../play/journey.js';
import type { Expected } from '../shop/expected.js';
import type { Ledger } from '../shop/ledger.js';
import { sideBySide } from '../../side-by-side.js';
import type { World } from '../../world/world.js';
import { checkDeliveries, DELIVERY_CHECKS, deliveriesOf, type Deliveries } from './delivery-checks.js';
import type { Finding } from '../../checks/finding.js';
import { observe } from './observed.js';
import { checkRequest, REQUEST_CHECKS, unknown, unplayed } from './request-checks.js';
import { checkService, SERVICE_CHECKS } from './service-checks.js';
import { checkLedger, checkState, SHOP_CHECKS } from './shop-checks.js';
import { checkBoard, checkDeadLetters, checkOutboxes, readMetrics, SUITE_CHECKS } from '../../checks/suite-checks.js';

export interface Played {
  readonly world: World;
  readonly cast: Cast;
  readonly ledger: Ledger;
  readonly journeys: readonly Journey[];
  readonly expected: Expected;
  /** Whether the services' counters tell of the whole run: those of a killed process do not. */
  readonly countersWhole: boolean;
}

export interface Reconciliation {
  /** What was looked at. */
  readonly checks: readonly string[];
  readonly findings: readonly Finding[];
  /** Null where the counters are not known, or not whole. */
  readonly deliveries: Deliveries | null;
  /** Until everything that follows by event had followed, in ms. */
  readonly settledMs: number;
}

const SETTLED_WITHIN_MS = 60_000;
const LOOK_AGAIN_MS = 500;
const LANES = 16;

/** Looks at every context, again and again for a bounded time, until all is as it must be; then at the shop. */
export async function reconcile(played: Played): Promise<Reconciliation> {
  const begun = performance.now();
  const requests = new RequestReview(played);
  let findings: Finding[];
  let deliveries: Deliveries | null;
  for (;;) {
    const suite = await reviewSuite(played).catch(notYetThere);
    deliveries = suite.deliveries;
    findings = [...(await requests.review()), ...suite.findings];
    if (findings.length === 0 || performance.now() - begun > SETTLED_WITHIN_MS) break;
    await pause(LOOK_AGAIN_MS);
  }
  const settledMs = performance.now() - begun;
  return {
    checks: checksOf(played),
    findings: [...played.journeys.flatMap(unplayed), ...findings, ...reviewShop(played)],
    deliveries,
    settledMs,
  };
}

/** All requests, as far as they came; each is looked at until nothing is wrong with it. */
class RequestReview {
  #open: Journey[];

  constructor(private readonly played: Played) {
    this.#open = played.journeys.filter(({ interactionEventId }) => interactionEventId !== '');
  }

  async review(): Promise<Finding[]> {
    const findings = new Map<Journey, Finding[]>();
    await sideBySide(this.#open, LANES, async (journey) => {
      findings.set(journey, await this.#look(journey).catch((error: unknown) => [unknown(journey, error)]));
    });
    this.#open = this.#open.filter((journey) => findings.get(journey)!.length > 0);
    return [...findings.values()].flat();
  }

  async #look(journey: Journey): Promise<Finding[]> {
    const seen = await observe(this.played.cast.admin, journey);
    return [...checkRequest(seen), ...checkService(seen)];
  }
}

/** A service that was just started again is looked at once more. */
function notYetThere(error: unknown) {
  const problem = error instanceof Error ? error.message : String(error);
  return { findings: [{ check: SUITE_CHECKS[0]!, problem }], deliveries: null };
}

async function reviewSuite({ world, cast, journeys, countersWhole }: Played) {
  if (!world.ours) return { findings: [], deliveries: null };
  const metrics = await readMetrics(world.services);
  const deliveries = countersWhole ? deliveriesOf(metrics) : null;
  const findings = [
    ...(await checkDeadLetters(cast.admin)),
    ...checkOutboxes(metrics),
    ...(await checkBoard(cast.supervisor.caller)),
    ...(deliveries ? checkDeliveries(deliveries, journeys) : []),
  ];
  return { findings, deliveries };
}

function reviewShop({ ledger, journeys, expected }: Played): Finding[] {
  const requests = journeys.map(({ request }) => request);
  return [...checkLedger(ledger.entries, journeys, expected), ...checkState(ledger.shop, expected, requests)];
}

function checksOf({ world, countersWhole }: Played): string[] {
  const suite = world.ours ? [...SUITE_CHECKS, ...(countersWhole ? DELIVERY_CHECKS : [])] : [];
  return [...REQUEST_CHECKS, ...SERVICE_CHECKS, ...suite, ...SHOP_CHECKS];
}
