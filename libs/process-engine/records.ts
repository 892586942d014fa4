import type { Command, Failure, RepairCommand } from './commands.js';
import type { EventDefinition } from './model/event.js';
import type { Json } from './model/expression.js';
import type {
  Compensable,
  Compensating,
  DefinitionRef,
  Incident,
  InstanceOutcome,
  Loop,
  ParentRef,
  TimerCycle,
  Variables,
  Wait,
  WaitKind,
} from './snapshot.js';

/**
 * The truth about an instance, append-only: the snapshot is what the records make of nothing, one by one. All records of one
 * command have the same time. `at` is ISO 8601, UTC.
 */
export type ProcessRecord = Numbered & RecordBody;

export interface Numbered {
  /** From 1, without gaps. */
  readonly seq: number;
  readonly at: string;
}

export type RecordBody =
  | InstanceStarted
  | InstanceSuspended
  | InstanceResumed
  | InstanceEnded
  | ElementEntered
  | ElementLeft
  | ElementTerminated
  | FlowTaken
  | TokensWithdrawn
  | ConditionEvaluated
  | DecisionMade
  | VariablesWritten
  | StatusSet
  | WaitOpened
  | WaitFired
  | WaitDropped
  | ConditionHeld
  | CallAttemptFailed
  | EventThrown
  | LoopBegun
  | LoopAdvanced
  | ScopeInterrupted
  | CompensableAdded
  | CompensationBegun
  | CompensationAdvanced
  | IncidentRaised
  | IncidentResolved
  | OperatorActed
  | RunBegun
  | Migrated
  | CommandDeferred
  | CommandTaken
  | CommandIgnored;

export type RecordType = RecordBody['type'];

/** Where something happened: the element, its node, and the epoch. */
export interface Place {
  readonly element: number;
  readonly node: string;
  readonly run: number;
}

export interface InstanceStarted {
  readonly type: 'instance-started';
  readonly instance: string;
  readonly definition: DefinitionRef;
  readonly parent?: ParentRef;
}

export interface InstanceSuspended {
  readonly type: 'instance-suspended';
}

export interface InstanceResumed {
  readonly type: 'instance-resumed';
}

export interface InstanceEnded {
  readonly type: 'instance-ended';
  readonly outcome: InstanceOutcome;
  /** Of the process, at the end. */
  readonly variables: Variables;
  /** Why it failed. */
  readonly error?: { readonly code: string; readonly message?: string };
  readonly parent?: ParentRef;
}

/** A token came to a node. Taking the tokens of `flows` off them makes it one. */
export interface ElementEntered extends Place {
  readonly type: 'element-entered';
  readonly parent?: number;
  /** The flows it came by, one token of each entry. Otherwise it came by the cause. */
  readonly flows: readonly string[];
  readonly cause: EntryCause;
  /** Instance of a loop: its number, from 1. */
  readonly counter?: number;
  /** The element that waits for this compensation handler. */
  readonly handlerFor?: number;
  /** Its own variables from the start. */
  readonly variables?: Variables;
  /** What a compensated sub-process had done. */
  readonly compensable?: readonly Compensable[];
}

/**
 * start: the process or its scope began here; event: what it catches happened; loop: an instance of the body; link: thrown to
 * here; compensation: to undo; operator: gone back to.
 */
export type EntryCause = 'flow' | 'start' | 'event' | 'loop' | 'link' | 'compensation' | 'operator';

/** Completed; the flows it takes follow. */
export interface ElementLeft extends Place {
  readonly type: 'element-left';
}

/** Ended without completing; everything below it has been terminated before. */
export interface ElementTerminated extends Place {
  readonly type: 'element-terminated';
}

/** Puts a token on the flow. */
export interface FlowTaken {
  readonly type: 'flow-taken';
  readonly flow: string;
  /** The scope the token is in. */
  readonly parent: number;
  /** The element that put it there. */
  readonly element: number;
  readonly run: number;
}

/** Tokens that waited at joins and are gone: terminated, or taken back. */
export interface TokensWithdrawn {
  readonly type: 'tokens-withdrawn';
  readonly parent: number;
  /** How many by flow. */
  readonly tokens: Readonly<Record<string, number>>;
}

/** A condition of a flow, a loop, a multi-instance or a conditional event that held. */
export interface ConditionEvaluated extends Place {
  readonly type: 'condition-evaluated';
  readonly flow?: string;
  readonly text: string;
  /** The variables it reads, as they were. */
  readonly operands: Variables;
  readonly result: Json;
}

export interface DecisionMade extends Place {
  readonly type: 'decision-made';
  readonly decision: string;
  readonly inputs: readonly Json[];
  /** Ids of the rules that matched. */
  readonly rules: readonly string[];
  readonly result: Json;
}

export interface VariablesWritten {
  readonly type: 'variables-written';
  /** The scope they belong to. */
  readonly element: number;
  readonly variables: Variables;
  /** Who wrote: the element; left out: an operator. */
  readonly by?: number;
}

/** The node says what the business calls the state from here on. */
export interface StatusSet extends Place {
  readonly type: 'status-set';
  readonly status: string;
}

export interface WaitOpened {
  readonly type: 'wait-opened';
  readonly wait: Wait;
}

/** What was waited for happened: a task completed, a call answered, a timer, message, signal or condition fired. */
export interface WaitFired extends WaitNamed {
  readonly type: 'wait-fired';
  readonly result: Json;
  /** The person who completed the task, or the id of the message. */
  readonly by?: string;
  /** It goes on waiting; a timer until its next turn. */
  readonly next?: { readonly due?: string; readonly cycle?: TimerCycle };
}

/** Nobody waits for it any more. */
export interface WaitDropped extends WaitNamed {
  readonly type: 'wait-dropped';
}

export interface WaitNamed extends Place {
  readonly wait: number;
  readonly kind: WaitKind;
}

/** A condition that is waited for was looked at and changed without firing: true becomes false. */
export interface ConditionHeld {
  readonly type: 'condition-held';
  readonly wait: number;
  readonly held: boolean;
}

/** With a next attempt the call goes on waiting; without one its wait is closed. */
export interface CallAttemptFailed extends WaitNamed {
  readonly type: 'call-attempt-failed';
  readonly attempt: number;
  readonly failure: Failure;
  /** When the next attempt may begin, ISO 8601, UTC. */
  readonly next?: string;
}

/** An event left a node, a worker or the boundary of a loop. */
export interface EventThrown extends Place {
  readonly type: 'event-thrown';
  readonly event: ThrownEvent;
  /** What catches it in this instance: the boundary event or start event. */
  readonly caughtBy?: string;
}

export type ThrownEvent =
  | { readonly type: 'message'; readonly name: string; readonly key: string | null; readonly variables: Variables }
  | { readonly type: 'signal'; readonly name: string; readonly variables: Variables }
  | { readonly type: 'error'; readonly code: string; readonly message?: string; readonly variables: Variables }
  | { readonly type: 'escalation'; readonly code: string; readonly variables: Variables }
  | { readonly type: Exclude<EventDefinition['type'], 'message' | 'signal' | 'error' | 'escalation'> };

export interface LoopBegun {
  readonly type: 'loop-begun';
  /** The body. */
  readonly element: number;
  readonly loop: Loop;
}

/** An instance completed. */
export interface LoopAdvanced {
  readonly type: 'loop-advanced';
  /** The body. */
  readonly element: number;
  /** Number of the instance, from 1. */
  readonly counter: number;
  /** What it adds to the collected results. */
  readonly output?: Json;
}

export interface ScopeInterrupted {
  readonly type: 'scope-interrupted';
  readonly element: number;
  /** The event sub-process. */
  readonly by: string;
}

export interface CompensableAdded {
  readonly type: 'compensable-added';
  readonly compensable: Compensable;
}

/** The element has all of this compensated: nobody else will. */
export interface CompensationBegun {
  readonly type: 'compensation-begun';
  readonly element: number;
  readonly compensating: Compensating;
}

/** The last of the rest is being undone. */
export interface CompensationAdvanced {
  readonly type: 'compensation-advanced';
  readonly element: number;
}

export interface IncidentRaised {
  readonly type: 'incident-raised';
  readonly incident: Incident;
}

export interface IncidentResolved extends Place {
  readonly type: 'incident-resolved';
  readonly incident: number;
  /** gone: what stood still was terminated or can move by itself. */
  readonly how: 'retried' | 'skipped' | 'gone';
}

/** What an operator did and why; the records that follow are the consequence. */
export interface OperatorActed {
  readonly type: 'operator-acted';
  readonly action: RepairCommand['type'];
  readonly operator: string;
  readonly reason: string;
  readonly element?: number;
  readonly node?: string;
}

/** An operator went back: a new epoch. */
export interface RunBegun {
  readonly type: 'run-begun';
  readonly run: number;
  readonly to: string;
  /** Nodes with effect "write" that may have been carried out and may be again from here. */
  readonly repeats: readonly string[];
}

export interface Migrated {
  readonly type: 'migrated';
  readonly from: DefinitionRef;
  readonly to: DefinitionRef;
  /** Old to new, only what differs. */
  readonly nodes: Readonly<Record<string, string>>;
  readonly flows: Readonly<Record<string, string>>;
}

/** It came while the instance was suspended and is kept. */
export interface CommandDeferred {
  readonly type: 'command-deferred';
  readonly command: Command;
}

/** A deferred command is carried out now. */
export interface CommandTaken {
  readonly type: 'command-taken';
}

/** It changed nothing. */
export interface CommandIgnored {
  readonly type: 'command-ignored';
  readonly command: Command['type'];
  readonly reason: IgnoreReason;
  readonly wait?: number;
}

export type IgnoreReason =
  /** What was waited for is gone: it fired or was terminated before. */
  | 'TOKEN_GONE'
  /** The task has been completed before. */
  | 'TASK_DONE'
  /** The result of a call nobody waits for any more. */
  | 'LATE_RESULT'
  /** The instance is suspended. */
  | 'SUSPENDED'
  /** The instance has ended. */
  | 'ENDED'
  /** Already so: resumed but not suspended, suspended twice. */
  | 'NOTHING_TO_DO';
