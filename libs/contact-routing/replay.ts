import { DomainError } from '#libs/kernel/domain-error';
import type { Decision } from './decisions.js';
import type { RoutingEvent } from './events.js';
import type { OfferExplanation } from './explanation.js';
import { Router, type Explanations } from './router.js';
import type { RouterSnapshot } from './snapshot.js';

/** One event of a log, as it was applied, and what was decided. */
export interface Recorded {
  /** ms since the epoch. */
  readonly at: number;
  readonly event: RoutingEvent;
  readonly decisions: readonly Decision[];
}

/**
 * Decides a log once more, from where it began: the answer is the log, byte for byte.
 * @throws DomainError when the log holds an event that was refused: those are not recorded.
 */
export function replay(
  begin: RouterSnapshot,
  log: readonly Recorded[],
  explanations: Explanations = 'short',
): Recorded[] {
  const router = Router.restore(begin, explanations);
  return log.map(({ at, event }) => ({ at, event, decisions: router.apply(event, new Date(at)) }));
}

/** One event of a log as it was written down: decisions as JSON, in order. */
export interface Written {
  readonly at: number;
  readonly event: RoutingEvent;
  readonly decisions: readonly string[];
}

/** The first decision that comes out otherwise than it was written down. */
export interface Difference {
  /** Of the event in what was compared, from 0, and of the decision among its decisions. */
  readonly event: number;
  readonly decision: number;
  /** JSON; null: nothing was decided here. */
  readonly written: string | null;
  /** The same, or why the event is refused now. */
  readonly again: string | null;
}

/** Decides what follows in a log once more, and compares byte for byte. Null: all of it comes out as it was written. */
export function firstDifference(router: Router, log: readonly Written[]): Difference | null {
  for (const [event, recorded] of log.entries()) {
    const again = decidedAgain(router, recorded);
    const { decisions } = recorded;
    for (let decision = 0; decision < Math.max(decisions.length, again.length); decision += 1) {
      if (decisions[decision] === again[decision]) continue;
      return { event, decision, written: decisions[decision] ?? null, again: again[decision] ?? null };
    }
  }
  return null;
}

function decidedAgain(router: Router, { at, event }: Written): string[] {
  try {
    return router.apply(event, new Date(at)).map((decision) => JSON.stringify(decision));
  } catch (error) {
    if (error instanceof DomainError) return [`refused: ${error.code}`];
    throw error;
  }
}

/** Why this agent and none of the others: an offer of a log explained for every agent there was. Null: the log has no such offer. */
export function explainOffer(
  begin: RouterSnapshot,
  log: readonly Recorded[],
  reservationId: string,
): OfferExplanation | null {
  const makes = ({ decisions }: Recorded) => decisions.some((each) => isOffer(each, reservationId));
  const last = log.findIndex(makes);
  if (last < 0) return null;
  const before = replayed(begin, log.slice(0, last));
  const [made] = replay(before, log.slice(last, last + 1), 'complete');
  const offer = made!.decisions.find((each) => isOffer(each, reservationId));
  return offer?.type === 'offer-made' ? offer.explanation : null;
}

function replayed(begin: RouterSnapshot, log: readonly Recorded[]): RouterSnapshot {
  const router = Router.restore(begin);
  for (const { at, event } of log) router.apply(event, new Date(at));
  return router.snapshot();
}

function isOffer(decision: Decision, reservationId: string): boolean {
  return decision.type === 'offer-made' && decision.reservationId === reservationId;
}
