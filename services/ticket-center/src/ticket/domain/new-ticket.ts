import type { Priority } from './ticket-status.js';

export interface NewTicket {
  readonly id: string;
  readonly number: string;
  readonly ticketType: string;
  readonly customerId: string;
  readonly interactionEventIds: readonly string[];
  /** The task it came from: a lead. */
  readonly taskId: string | null;
  readonly subject: string;
  readonly description: string;
  readonly category: string | null;
  readonly priority: Priority;
  readonly channel: string;
  /** The instance of the process that says how it goes on; null: people do. */
  readonly processInstanceId: string | null;
}

/** What people may correct in a ticket's text. */
export interface TicketEdit {
  readonly subject?: string;
  readonly description?: string;
  readonly category?: string | null;
  readonly priority?: Priority;
}
