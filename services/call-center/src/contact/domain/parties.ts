/** Who is asked: one agent, or whoever of a queue is free. */
export type Asked = { readonly queueId: string } | { readonly agentId: string };

/** Why what was asked of colleagues came to nothing. */
export type CameToNothing = 'declined' | 'not-answered' | 'not-available' | 'cancelled' | 'contact-ended';

/** What is asked of others while somebody has the contact, until somebody accepts. Instants are ms since the epoch. */
export interface PendingRequest {
  /** Null: a transfer. */
  readonly id: string | null;
  readonly kind: 'transfer' | 'consult' | 'conference';
  readonly by: string;
  readonly to: Asked;
  readonly at: number;
  /** The queue the contact belongs to when it comes to nothing. */
  readonly home: string | null;
  /** The customer is held for it. */
  readonly holds: boolean;
  /** How its last offer ended. */
  readonly missedAs: string | null;
}

/** A colleague on the contact who does not have it: talked to by who does, or by all. */
export interface Participant {
  readonly agentId: string;
  readonly reservationId: string;
  /** ms since the epoch */
  readonly since: number;
}

/** Who has the contact talks to a colleague, who is among the participants. */
export interface Consultation {
  readonly id: string;
  readonly by: string;
  readonly agentId: string;
  /** The customer is held for it. */
  readonly holds: boolean;
}

/** Somebody outside on the contact; the number is personal. */
export interface OutsideParty {
  readonly id: string;
  readonly number: string;
  /** ms since the epoch */
  readonly since: number;
}

/** How an offer that was not taken tells why the request came to nothing. */
const MISSED: Readonly<Record<string, CameToNothing>> = { rejected: 'declined', timeout: 'not-answered' };

export function cameToNothing({ missedAs }: PendingRequest): CameToNothing {
  return MISSED[missedAs ?? ''] ?? 'not-available';
}
