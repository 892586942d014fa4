import type { Answer, Command, RepairCommand } from '../commands.js';
import type { Trigger } from '../incident.js';
import type { DefinitionRef, InstanceOutcome, ParentRef } from '../reference.js';
import type { Variables } from '../variables.js';

export interface InstanceStarted {
  readonly type: 'instance-started';
  readonly instance: string;
  readonly definition: DefinitionRef;
  readonly parent?: ParentRef;
  /** Of an instance that an event made: where it began, and what the event carries. */
  readonly trigger?: Trigger;
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
  readonly command: Answer;
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
  /** Already so: suspended or cancelled before, resumed without being suspended. */
  | 'NOTHING_TO_DO';
