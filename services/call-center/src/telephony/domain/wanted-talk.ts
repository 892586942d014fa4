/** An offer of the contact that stands. */
export interface Ringing {
  readonly reservationId: string;
  readonly agentId: string;
}

/** How a contact stands, as far as its calls have to follow. */
export interface WantedTalk {
  /** Nobody is to talk to the customer any more. */
  readonly isOver: boolean;
  readonly isHeld: boolean;
  /** Who is to talk to them; without a reservation when nobody rings for them. */
  readonly holder: { readonly agentId: string; readonly reservationId: string | null } | null;
  readonly offers: readonly Ringing[];
}
