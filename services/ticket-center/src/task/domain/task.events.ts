import type { Attempt } from './attempts.js';

export type TaskOutcome = 'done' | 'interested' | 'refused' | 'unreachable';

/** What the customer did of what was hoped for. */
export interface Conversion {
  readonly product: string;
  /** In the smallest unit of the currency, 0 or more. */
  readonly value: number;
}

export type TaskEvent =
  | { readonly type: 'task-created'; readonly at: Date }
  | {
      readonly type: 'task-assigned';
      readonly at: Date;
      readonly agentId: string;
      readonly fromId: string | null;
      readonly by: string;
    }
  | { readonly type: 'task-released'; readonly at: Date; readonly by: string }
  | { readonly type: 'task-taken'; readonly at: Date; readonly agentId: string }
  | { readonly type: 'task-contacted'; readonly at: Date; readonly contactId: string }
  | {
      readonly type: 'task-attempted';
      readonly at: Date;
      readonly attempt: Attempt;
      readonly nextAttemptAt: Date | null;
    }
  | { readonly type: 'task-lead-opened'; readonly at: Date; readonly ticketId: string; readonly by: string }
  | {
      readonly type: 'task-completed';
      readonly at: Date;
      readonly by: string;
      readonly outcome: TaskOutcome;
      readonly satisfaction: number | null;
      readonly note: string;
      readonly code: string | null;
      readonly conversion: Conversion | null;
      /** The ticket it asked about is to be opened again. */
      readonly reopens: boolean;
    }
  | { readonly type: 'task-expired'; readonly at: Date }
  | { readonly type: 'task-cancelled'; readonly at: Date };
