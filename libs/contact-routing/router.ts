import type { Decision } from './decisions.js';
import type { RoutingEvent } from './events.js';
import type { ContactExplanation } from './explanation.js';
import type { RouterSnapshot } from './snapshot.js';

/**
 * Brings contacts and agents together: events in, decisions out, nothing else. It has one writer, holds everything in memory, and
 * knows no clock: the same events at the same instants give the same decisions, byte for byte.
 */
export class Router {
  /** Goes on where another one stopped. `complete`: offers are explained for every agent, at the cost of a scan each. */
  static restore(_snapshot: RouterSnapshot, _explanations: 'short' | 'complete' = 'short'): Router {
    return new Router();
  }

  /**
   * Lets everything happen that was due by `now`, then the event, then every match that became possible. A refused event changes
   * nothing. Time does not go back: an earlier `now` counts as the latest one.
   * @throws DomainError when the event cannot be; ReservationClosed carries the final state.
   */
  apply(_event: RoutingEvent, _now: Date): Decision[] {
    return [];
  }

  /** When something will be due: then apply `{ type: 'tick' }`. */
  nextWake(): Date | undefined {
    return undefined;
  }

  snapshot(): RouterSnapshot {
    return { now: 0, plans: [], queues: [], agents: [], contacts: [], reservations: [] };
  }

  /**
   * Why a contact is where it is, and for every agent what stands in the way.
   * @throws ContactNotRouted
   */
  explain(_contactId: string): ContactExplanation {
    throw new Error('not yet');
  }

  /**
   * Place in the queue from 1, by score, and the wait to be expected in ms: place · mean time between the last (up to 64) contacts
   * accepted in the queue (Little's law, W = L / λ); null while fewer than two were.
   * @throws ContactNotRouted
   * @throws ContactNotWaiting
   */
  waitingTime(_contactId: string): { position: number; estimatedWaitMs: number | null } {
    throw new Error('not yet');
  }
}
