import type { MonitorMode } from './switch-command.js';

/** Somebody whose telephone rings for the contact, once under this id. */
export interface Ringing {
  readonly reservationId: string;
  readonly agentId: string;
}

export interface Listening extends Ringing {
  readonly mode: MonitorMode;
}

/** How a contact stands, as far as its calls have to follow. */
export interface WantedTalk {
  /** Nobody is to talk to the customer any more. */
  readonly isOver: boolean;
  readonly isHeld: boolean;
  /** Who is to talk to them; without a reservation when nobody rings for them. */
  readonly holder: { readonly agentId: string; readonly reservationId: string | null } | null;
  readonly offers: readonly Ringing[];
  /** Agents who talk to the customer as well. */
  readonly participants: readonly Ringing[];
  /** The one of them whom the holder talks to alone: while it is held, else they wait. */
  readonly consulted: string | null;
  /** Parties outside, by their ids. */
  readonly outside: readonly string[];
  readonly supervisors: readonly Listening[];
  /** The customer need not be there. */
  readonly awaitsCustomer: boolean;
  /** The customer is to be dialled, once under this id. */
  readonly callback: string | null;
}
