import type { RoutingState } from './model/agent.js';
import type { OfferExplanation } from './explanation.js';

/** What a router decided, in this order. All are plain JSON; instants are ms since the epoch. */
export type Decision =
  | OfferMade
  | ReservationChanged
  | {
      readonly type: 'agent-state-changed';
      readonly agentId: string;
      readonly state: RoutingState;
      readonly reason: 'chosen' | 'after-work' | 'no-answer' | 'removed';
    }
  | ContactRelaxed
  | {
      readonly type: 'wish-given-up';
      readonly contactId: string;
      readonly agentId: string;
      readonly reason: 'away' | 'expired' | 'missed';
    }
  | {
      readonly type: 'contact-moved';
      readonly contactId: string;
      readonly from: string;
      readonly to: string;
      readonly reason: 'over-length' | 'after-wait' | 'transfer' | 'transfer-fallback';
    }
  /** Offered to nobody until then, at its place. */
  | {
      readonly type: 'contact-paused';
      readonly contactId: string;
      readonly until: number;
      readonly reason: 'loop-breaker' | 'callback-later';
    }
  /** A transfer nobody took, or a colleague who did not come; who had the contact still has it. */
  | { readonly type: 'transfer-failed'; readonly contactId: string; readonly reservationId: string }
  | {
      readonly type: 'contact-left';
      readonly contactId: string;
      readonly reason: 'handled' | 'abandoned' | 'timed-out';
      /** How long it waited in all its queues, as people count: not moved by priority or age from elsewhere. */
      readonly waitedMs: number;
    };

export interface OfferMade {
  readonly type: 'offer-made';
  readonly reservationId: string;
  readonly contactId: string;
  readonly agentId: string;
  readonly queueId: string;
  readonly until: number;
  readonly explanation: OfferExplanation;
}

export type ReservationChanged =
  | {
      readonly type: 'reservation-changed';
      readonly reservationId: string;
      readonly contactId: string;
      readonly agentId: string;
      readonly state: 'accepted' | 'completed' | 'rejected' | 'timeout' | 'canceled' | 'rescinded';
    }
  | {
      readonly type: 'reservation-changed';
      readonly reservationId: string;
      readonly contactId: string;
      readonly agentId: string;
      readonly state: 'wrapping';
      readonly until: number | null;
    };

export interface ContactRelaxed {
  readonly type: 'contact-relaxed';
  readonly contactId: string;
  readonly planId: string;
  readonly planVersion: number;
  /** From 0; the number of steps once any member will do. */
  readonly step: number;
  /** What is asked for now, e.g. `english>=3 & billing>=1`. */
  readonly requires: string;
}
