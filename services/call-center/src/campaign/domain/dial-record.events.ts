import type { DiallingRule } from './rules/dialling-rules.js';
import type { Outcome, TaskResult } from './rules/outcome.js';

export type RecordEnd = DiallingRule | 'task-ended' | 'numbers-used-up';

/** An attempt is over: what it means for the record, and for the task it came from. */
export interface AttemptEnd {
  readonly attemptId: string;
  readonly outcome: Outcome;
  readonly agentId: string | null;
  readonly contactId: string | null;
  /** Of the callee's choice; null: by the retry rule. */
  readonly callBackAt: Date | null;
}

export type DialRecordEvent =
  | ({
      readonly type: 'dial-record-attempt-ended';
      readonly at: Date;
      readonly live: boolean;
      /** Null: it is called again. */
      readonly result: TaskResult | null;
    } & Omit<AttemptEnd, 'callBackAt'>)
  | { readonly type: 'dial-record-closed'; readonly at: Date; readonly why: RecordEnd; readonly result: TaskResult };
