import type { Arrival } from '../day/arrivals.js';

/** What the player knows of one who came. */
export interface Played {
  readonly arrival: Arrival;
  /** Undefined: it never became one. */
  readonly contactId: string | undefined;
  readonly fate: 'answered' | 'gave-up' | 'failed';
  /** When all was done, after-contact work too, where it was answered; ms since 1970. */
  readonly doneAt?: number;
  /** What went wrong where it failed. */
  readonly why?: string;
}

/** One offer of a contact to an agent, as the router wrote it down. Instants in ms since 1970. */
export interface Offer {
  readonly reservationId: string;
  readonly agentId: string;
  readonly at: number;
  /** What became of it, in this order. */
  readonly states: readonly { readonly state: string; readonly at: number }[];
}

/** What the suite says of one contact afterwards, from its raw records. */
export interface Recorded {
  readonly contactId: string;
  readonly channel: string;
  readonly status: string;
  readonly outcome: string | null;
  readonly agentId: string | null;
  /** Of the first decision that could be about it. */
  readonly queuedAt: number | null;
  readonly offers: readonly Offer[];
  /** Null: routing has not let go of it. */
  readonly left: { readonly at: number; readonly reason: string; readonly waitedMs: number } | null;
}
