import { freedAt } from './capacity.js';
import type { Played, Recorded } from './facts.js';

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

/** How long an agent is busy with a contact, on average, in ms. Routing lets go of it before the after-contact work, which is known to who has played it. */
export function meanBusyMs(recorded: readonly Recorded[], played: readonly Played[]): number {
  const doneAt = new Map(played.map((each) => [each.contactId, each.doneAt]));
  const spans = recorded.flatMap(({ contactId, offers }) =>
    offers.map((offer) => {
      const isTaken = offer.states.some(({ state }) => state === 'completed');
      const done = isTaken ? (doneAt.get(contactId) ?? 0) : 0;
      return Math.max(freedAt(offer) ?? offer.at, done) - offer.at;
    }),
  );
  return spans.reduce((sum, ms) => sum + ms, 0) / Math.max(1, spans.length);
}
