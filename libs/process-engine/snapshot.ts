import type { Answer } from './commands.js';
import type { Incident } from './incident.js';
import type { Json } from './model/expression.js';
import type { DefinitionRef, InstanceOutcome, ParentRef } from './reference.js';
import type { Variables } from './variables.js';

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
  readonly deferred: readonly Answer[];
  /** Waits of the tasks completed last, to tell a second completion (TASK_DONE) from one that came too late (TOKEN_GONE). */
  readonly lastDone: readonly number[];
  /** Nodes with effect "write" whose call was requested, with the epoch it last was: they may have changed something outside. */
  readonly writes: Readonly<Record<string, number>>;
}

export type InstanceState = 'active' | 'suspended' | InstanceOutcome;

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
  /** When it was entered: ISO 8601, UTC. */
  readonly since: string;
  /** Live children. */
  readonly children: number;
  /** Variables of this scope alone. */
  readonly variables?: Variables;
  /** Scopes: the flows on which tokens wait at joins, one entry for each token, the oldest first. */
  readonly tokens?: readonly string[];
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
  /** Until when the other side may call back with the result, over all attempts: ISO 8601, UTC. */
  readonly callbackUntil?: string;
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
