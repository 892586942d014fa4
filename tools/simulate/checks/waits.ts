import { freedAt } from './capacity.js';
import type { Recorded } from './facts.js';

/** How one waited for an agent, in ms: until the first offer, or until they gave up. */
export interface Wait {
  /** In ms since 1970. */
  readonly from: number;
  readonly ms: number;
  /** Before anybody was there for them. */
  readonly gaveUp: boolean;
}

/** In the sense of a queue with agents as servers: an agent is busy from the offer on, whatever becomes of it. */
export function waitsOf(recorded: readonly Recorded[]): Wait[] {
  return recorded.flatMap(({ queuedAt, offers, left }) => {
    const until = offers[0]?.at ?? left?.at;
    if (queuedAt === null || until === undefined) return [];
    return [{ from: queuedAt, ms: until - queuedAt, gaveUp: offers.length === 0 }];
  });
}

/** How long an agent is busy with a contact, on average, in ms. */
export function meanBusyMs(recorded: readonly Recorded[]): number {
  const spans = recorded.flatMap(({ offers }) => offers.map((offer) => (freedAt(offer) ?? offer.at) - offer.at));
  return spans.reduce((sum, ms) => sum + ms, 0) / Math.max(1, spans.length);
}
