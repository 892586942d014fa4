import type { ProcessModel } from './model.js';
import type { Json } from './model/expression.js';
import type { ParentRef } from './reference.js';
import type { Variables } from './variables.js';

/**
 * Everything that can happen to an instance. The host gives each command its own idempotency key and never applies one twice;
 * the engine recognises those that come too late and records them without effect (`command-ignored`).
 */
export type Command = StartCommand | Answer | RepairCommand;

/** Starts an instance: only this command comes without a snapshot. */
export interface StartCommand {
  readonly type: 'start';
  readonly instance: string;
  /** Of the model, whose id is the definition's. */
  readonly version: number;
  /** The start event, or instantiating receive task, that was triggered; left out: the process's start without trigger. */
  readonly node?: string;
  /** What the instance begins with; for a triggered start what the event carries. */
  readonly variables: Variables;
  readonly parent?: ParentRef;
}

export type Answer =
  | CompleteTask
  | CallSucceeded
  | CallFailed
  | ThrowError
  | ThrowEscalation
  | TimerFired
  | MessageArrived
  | SignalArrived
  | ChildEnded
  | ChildEscalated;

export interface CompleteTask {
  readonly type: 'complete-task';
  readonly wait: number;
  readonly result: Variables;
  /** Who did it. */
  readonly by?: string;
}

export interface CallSucceeded {
  readonly type: 'call-succeeded';
  readonly wait: number;
  readonly result: Json;
}

export interface CallFailed {
  readonly type: 'call-failed';
  readonly wait: number;
  /** The attempt that failed: an answer to an earlier one comes too late. */
  readonly attempt: number;
  readonly failure: Failure;
}

export interface Failure {
  /** Name of the exception or kind of refusal, e.g. "TimeoutError". */
  readonly class: string;
  readonly message: string;
  readonly stack?: string;
  /** false: trying again cannot help. */
  readonly retryable: boolean;
  /** The call killed its worker or answered what cannot be kept: the incident is POISON, whatever the policy says. */
  readonly poison?: true;
}

/** A worker or a person at a task throws a BPMN error: the nearest boundary event or event sub-process for the code catches it. */
export interface ThrowError {
  readonly type: 'throw-error';
  /** The task, call or child that throws. */
  readonly wait: number;
  readonly code: string;
  readonly message?: string;
  readonly variables: Variables;
}

/** Like an error, but the thrower goes on unless what catches it interrupts. */
export interface ThrowEscalation {
  readonly type: 'throw-escalation';
  readonly wait: number;
  readonly code: string;
  readonly variables: Variables;
}

export interface TimerFired {
  readonly type: 'timer-fired';
  readonly wait: number;
  /** The due time that was claimed: an answer for an earlier turn of a cycle comes too late. */
  readonly due: string;
}

export interface MessageArrived {
  readonly type: 'message-arrived';
  readonly wait: number;
  /** Id of the message, for the record. */
  readonly message: string;
  readonly variables: Variables;
}

/** Reaches every wait for this signal in the instance at once. */
export interface SignalArrived {
  readonly type: 'signal-arrived';
  readonly name: string;
  readonly variables: Variables;
}

export interface ChildEnded {
  readonly type: 'child-ended';
  readonly wait: number;
  readonly result:
    | { readonly outcome: 'completed'; readonly variables: Variables }
    | { readonly outcome: 'failed'; readonly code: string; readonly message?: string; readonly variables: Variables }
    /** Cancelled from outside, or it could not be started. */
    | { readonly outcome: 'lost'; readonly message: string };
}

export interface ChildEscalated {
  readonly type: 'child-escalated';
  readonly wait: number;
  readonly code: string;
  readonly variables: Variables;
}

/** What an operator does; who and why go into the record. */
export type RepairCommand = Signed &
  (Cancel | Suspend | Resume | Retry | SetVariables | Skip | ReleaseJoin | GoBack | Migrate);

export interface Signed {
  readonly operator: string;
  readonly reason: string;
}

export interface Cancel {
  readonly type: 'cancel';
}

/** Until resumed, answers are kept and nothing moves; completing a task is refused. */
export interface Suspend {
  readonly type: 'suspend';
}

export interface Resume {
  readonly type: 'resume';
}

export interface Retry {
  readonly type: 'retry';
  readonly incident: number;
  /** Written first, seen from the element that stands still. */
  readonly variables?: Variables;
}

export interface SetVariables {
  readonly type: 'set-variables';
  /** The scope; left out: the process. */
  readonly element?: number;
  readonly variables: Variables;
}

/** Leaves a live element as if it had completed; the variables are written around it in place of its output mapping. */
export interface Skip {
  readonly type: 'skip';
  readonly element: number;
  readonly variables: Variables;
  /** The outgoing flows to take; left out: chosen as ever. */
  readonly flows?: readonly string[];
}

/** Lets a stuck join go on with the tokens it has. */
export interface ReleaseJoin {
  readonly type: 'release-join';
  readonly incident: number;
}

/** Takes tokens back to an earlier node of the same or an enclosing scope, in a new epoch. */
export interface GoBack {
  readonly type: 'go-back';
  readonly to: string;
  /** A live element below the scope in question. It is taken back in any case. */
  readonly element: number;
  /** What else of that scope is taken back; left out: everything that lies downstream of the node gone back to. */
  readonly withdraw?: {
    /** Live elements. */
    readonly elements: readonly number[];
    /** Flows with tokens that wait at a join. */
    readonly flows: readonly string[];
  };
}

/** Moves the instance to another version of its process: wholly or not at all. */
export interface Migrate {
  readonly type: 'migrate';
  readonly target: ProcessModel;
  readonly version: number;
  readonly plan: MigrationPlan;
}

export interface MigrationPlan {
  /** Old node to new node, where the ids differ. */
  readonly nodes: Readonly<Record<string, string>>;
  /** Old flow to new flow, for tokens that wait at joins. */
  readonly flows: Readonly<Record<string, string>>;
  /** Boundary events and event sub-processes that disappear while somebody waits for them. */
  readonly drop: readonly string[];
  /** Those that are new on a node that is live. */
  readonly add: readonly string[];
  /** keep: timers stay due when they were; restart: they are set anew from now. */
  readonly timers: 'keep' | 'restart';
}
