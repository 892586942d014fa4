export type ReservationState =
  'pending' | 'accepted' | 'wrapping' | 'completed' | 'rejected' | 'timeout' | 'canceled' | 'rescinded';

/** One offer and what became of it. Takes capacity of the agent while pending, accepted or wrapping. */
export interface Reservation {
  /** `<contact>/<number of the offer>`. */
  readonly id: string;
  readonly contactId: string;
  readonly agentId: string;
  readonly channel: string;
  /** Null for work the agent began. */
  readonly queueId: string | null;
  state: ReservationState;
  /** Pending: when it expires; wrapping: when that ends by itself, or null. ms since the epoch. */
  until: number | null;
}
