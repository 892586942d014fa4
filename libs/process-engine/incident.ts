import type { Json } from './model/expression.js';
import type { Variables } from './variables.js';

/** Something that stops a token until an operator, or an answer, helps. */
export interface Incident {
  readonly id: number;
  readonly code: IncidentCode;
  /** The element that stands still; for JOIN_STUCK the scope of the join. */
  readonly element: number;
  readonly node: string;
  readonly run: number;
  /** A sentence an operator understands. */
  readonly message: string;
  readonly details?: Variables;
  /** What a retry takes up again, the last first. */
  readonly work: readonly Work[];
}

/** A piece of work that is done wholly or not at all; between steps only incidents hold any. */
export type Work =
  /** A token of the scope `parent` is at the end of a flow. */
  | { readonly do: 'arrive'; readonly parent: number; readonly flow: string }
  /** Inputs and subscriptions of an element that was entered. */
  | { readonly do: 'start'; readonly element: number; readonly trigger?: Trigger }
  /** What the node is there for. */
  | { readonly do: 'work'; readonly element: number; readonly trigger?: Trigger }
  /** Its result becomes variables. */
  | { readonly do: 'finish'; readonly element: number; readonly result: Json }
  /** In place of a call that cannot be had. */
  | { readonly do: 'fallback'; readonly element: number }
  /** The flows it takes are chosen and taken. */
  | { readonly do: 'leave'; readonly element: number; readonly flows?: readonly string[] }
  /** Something in this scope ended: perhaps it has nothing left to do. */
  | { readonly do: 'settle'; readonly element: number }
  /** An instance of this loop ended: another one, or the end. */
  | { readonly do: 'advance'; readonly element: number }
  /** The next handler, or the end of the compensation. */
  | { readonly do: 'compensate'; readonly element: number }
  /** What is waited for has happened. */
  | { readonly do: 'fire'; readonly wait: number; readonly result: Json; readonly by?: string };

/** Where a scope begins when an event starts it, and what the event carries. */
export interface Trigger {
  readonly node: string;
  readonly result: Json;
}

export type IncidentCode =
  /** A gateway or activity has no flow to take: none true, no default. */
  | 'NO_FLOW'
  /** An expression failed, gave null, or a value of the wrong type. */
  | 'EXPRESSION'
  /** Tokens wait at a join to which nothing can come any more; details.missing names the flows. */
  | 'JOIN_STUCK'
  /** The command ran more nodes than one command may. */
  | 'STEP_LIMIT'
  /** The instance ran more nodes than one instance may in its life. */
  | 'RUN_LIMIT'
  /** More instances of a multi-instance activity than allowed. */
  | 'TOO_MANY_INSTANCES'
  /** A service call failed and no attempt, boundary event or fallback is left. */
  | 'CALL_FAILED'
  /** The host quarantined a call that keeps killing its worker, or whose answer cannot be kept. */
  | 'POISON'
  /** An error thrown by a worker or a child instance that nothing catches. */
  | 'UNCAUGHT_ERROR'
  /** A child instance was cancelled from outside, or could not be started. */
  | 'CHILD_LOST';
