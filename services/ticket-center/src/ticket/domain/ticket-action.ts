/** Something another system does for the ticket, e.g. cancelling an order. */
export interface TicketAction {
  readonly id: string;
  readonly connector: string;
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly status: 'requested' | 'succeeded' | 'failed';
  /** What the other system said; for a failure, its code. */
  readonly result: string | null;
}

export interface ActionResult {
  readonly outcome: 'succeeded' | 'failed';
  readonly result: string | null;
}
