import type { Command } from './commands.js';
import type { Json } from './model/expression.js';

/** By name. Values are plain JSON: what a process knows is stored, sent and replayed. */
export type Variables = Readonly<Record<string, Json>>;

export interface DefinitionRef {
  readonly id: string;
  readonly version: number;
}

/**
 * All an instance needs in order to go on, as plain JSON, and no history. It changes only by applying records (`evolve`).
 * Numbers of elements, waits and incidents come from one counter: within the instance each is used once, for ever.
 */
export interface Snapshot {
  readonly instance: string;
  readonly definition: DefinitionRef;
  /** The call activity that waits for this instance. */
  readonly parent?: ParentRef;
  readonly state: InstanceState;
  /** Number of the last record; the first is 1. */
  readonly seq: number;
  /** The next free number for an element, a wait or an incident. */
  readonly next: number;
  /** Epoch: 1, and one more each time an operator goes back to an earlier node. */
  readonly run: number;
  /** Node runs so far, against the budget for a whole life. */
  readonly nodeRuns: number;
  /** Live elements by number: the root, which is the process itself, and everything below it. */
  readonly elements: Readonly<Record<number, LiveElement>>;
  readonly waits: Readonly<Record<number, Wait>>;
  readonly incidents: Readonly<Record<number, Incident>>;
  /** What arrived while the instance was suspended, oldest first. */
  readonly deferred: readonly Command[];
  /** Waits of the tasks completed last, to tell a second completion (TASK_DONE) from one that came too late (TOKEN_GONE). */
  readonly lastDone: readonly number[];
  /** Nodes with effect "write" whose call was requested, with the epoch it last was: they may have changed something outside. */
  readonly writes: Readonly<Record<string, number>>;
}

export type InstanceState = 'active' | 'suspended' | InstanceOutcome;

/** failed: an error left the process uncaught. A terminate end event completes its instance. */
export type InstanceOutcome = 'completed' | 'failed' | 'cancelled';

export interface ParentRef {
  readonly instance: string;
  readonly wait: number;
}

/** The root is always element 1. */
export const ROOT = 1;

/**
 * A token at rest on a node, or a scope: process, sub-process, event sub-process, the body of a loop.
 * An instance of a loop is a child of the body and has the same node.
 */
export interface LiveElement {
  readonly id: number;
  readonly node: string;
  /** The scope it lives in; only the root has none. */
  readonly parent?: number;
  /** Epoch it was entered in. */
  readonly run: number;
  /** Live children. */
  readonly children: number;
  /** Variables of this scope alone. */
  readonly variables?: Variables;
  /** Scopes: tokens at rest on flows, which wait at joins, by flow. */
  readonly tokens?: Readonly<Record<string, number>>;
  /** Body of a loop or multi-instance. */
  readonly loop?: Loop;
  /** Instance of a loop: its number, from 1. */
  readonly counter?: number;
  /** Scopes: what completed here and can be compensated, oldest first. */
  readonly compensable?: readonly Compensable[];
  /** It goes on when this is done. */
  readonly compensating?: Compensating;
  /** A compensation handler: the element that waits for it. */
  readonly handlerFor?: number;
  /** Scopes: an interrupting event sub-process runs instead of the normal flow. */
  readonly interrupted?: true;
}

export interface Loop {
  readonly kind: 'standard' | 'sequential' | 'parallel';
  /** Instances in all; a standard loop does not know. */
  readonly total?: number;
  /** Items of a sequential multi-instance, which takes them one by one. */
  readonly items?: readonly Json[];
  /** Instances begun, and completed. */
  readonly started: number;
  readonly completed: number;
  /** Collected results by instance, in the order of the collection; null where none is yet. */
  readonly outputs?: readonly Json[];
}

/** A completed activity that can be undone. */
export interface Compensable {
  /** The scope it completed in, where its handler runs. */
  readonly scope: number;
  readonly node: string;
  readonly element: number;
  readonly run: number;
  /** Of a sub-process: its variables at completion, and what completed inside. */
  readonly variables?: Variables;
  readonly inner?: readonly Compensable[];
}

export interface Compensating {
  /** Still to be undone, the last first. */
  readonly rest: readonly Compensable[];
  /** When nothing is left: goes on; ends, since it went on at once; leaves the transaction by its cancel boundary event. */
  readonly then: 'leave' | 'end' | 'cancel';
}

/** Something outside, or a change of variables, that an element waits for. */
export type Wait = WaitOwner & WaitFor;

export interface WaitOwner {
  readonly id: number;
  /** The element that waits. For a boundary event its host, for the start of an event sub-process the scope. */
  readonly element: number;
  /** The node that is waited at: task, catch event, boundary event, start event of an event sub-process. */
  readonly node: string;
  /** Epoch of the element. */
  readonly run: number;
}

export type WaitFor = TaskWait | CallWait | ChildWait | TimerWait | MessageWait | SignalWait | ConditionWait;
export type WaitKind = WaitFor['kind'];

export interface TaskWait {
  readonly kind: 'task';
  /** What the input mapping gave; empty without one. */
  readonly input: Variables;
}

export interface CallWait {
  readonly kind: 'call';
  readonly input: Variables;
  readonly effect: 'read' | 'write';
  /** Attempt under way, from 1. A new attempt keeps wait and key. */
  readonly attempt: number;
  /** `instance:element:node:run`: the same over all attempts and retries, so that the other side can tell a repetition. */
  readonly key: string;
}

export interface ChildWait {
  readonly kind: 'child';
  readonly variables: Variables;
}

export interface TimerWait {
  readonly kind: 'timer';
  /** ISO 8601, UTC. */
  readonly due: string;
  /** Absent for a timer that fires once. */
  readonly cycle?: TimerCycle;
}

export interface TimerCycle {
  /** ISO 8601, e.g. R3/PT1H. */
  readonly text: string;
  /** When the wait opened: every turn is reckoned from here. */
  readonly opened: string;
  /** The turn it is due for, from 0. */
  readonly turn: number;
  /** Firings left, this turn included; null for ever. */
  readonly remaining: number | null;
}

export interface MessageWait {
  readonly kind: 'message';
  readonly name: string;
  /** Evaluated once, when the wait opens; null when the message is told by its name alone. */
  readonly key: string | null;
}

export interface SignalWait {
  readonly kind: 'signal';
  readonly name: string;
}

/** Nobody outside needs to know of it: the engine looks again when variables are written. */
export interface ConditionWait {
  readonly kind: 'condition';
  /** Result of the last evaluation: it fires when false becomes true. */
  readonly held: boolean;
}

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
  /** The flows it takes are chosen and taken. */
  | { readonly do: 'leave'; readonly element: number; readonly flows?: readonly string[] }
  /** Something in this scope ended: perhaps it has nothing left to do. */
  | { readonly do: 'settle'; readonly element: number }
  /** An instance of this loop ended: another one, or the end. */
  | { readonly do: 'advance'; readonly element: number }
  /** The next handler, or the end of the compensation. */
  | { readonly do: 'compensate'; readonly element: number }
  /** What is waited for has happened. */
  | { readonly do: 'fire'; readonly wait: number; readonly result: Json };

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
