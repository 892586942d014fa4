import type { Priority } from './ticket-status.js';

export interface CategoryStep {
  readonly id: string;
  readonly name: string;
}

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
  readonly categoryId: string | null;
  /** From the top of the tree down to it, as it was then; null: nobody said where. */
  readonly categoryPath: readonly CategoryStep[] | null;
  readonly priority: Priority;
  readonly channel: string;
  /** The instance of the process that says how it goes on; null: people do. */
  readonly processInstanceId: string | null;
  /** The ticket it came of. */
  readonly originId?: string;
  readonly originKind?: OriginKind;
}

export type OriginKind = 'split' | 'follow-up';

/** What kind of ticket it is, and where in the tree. */
export type Placing = Pick<NewTicket, 'ticketType' | 'category' | 'categoryId' | 'categoryPath'>;

/** What people may correct in a ticket's text. */
export interface TicketEdit {
  readonly subject?: string;
  readonly description?: string;
  readonly category?: string | null;
  readonly priority?: Priority;
}

/** What somebody answered at a stage, by its form. */
export interface FilledForm {
  readonly stage: string;
  readonly form: { readonly name: string; readonly version: number };
}

/** How a ticket comes to its end. */
export interface Finish {
  /** Null: its flow asks nothing. */
  readonly filled: FilledForm | null;
  readonly flow: string;
  readonly solution: string;
  readonly returnVisit: boolean;
  /** Where the customer is not asked afterwards. */
  readonly closes: boolean;
}
