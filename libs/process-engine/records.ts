import type {
  InstanceStarted,
  InstanceSuspended,
  InstanceResumed,
  InstanceEnded,
  OperatorActed,
  RunBegun,
  Migrated,
  CommandDeferred,
  CommandTaken,
  CommandIgnored,
} from './records/instance.js';
import type {
  ElementEntered,
  ElementLeft,
  ElementTerminated,
  FlowTaken,
  TokensWithdrawn,
  ConditionEvaluated,
  DecisionMade,
  VariablesWritten,
  StatusSet,
  LoopBegun,
  LoopAdvanced,
  ScopeInterrupted,
} from './records/element.js';
import type { WaitOpened, WaitFired, WaitDropped, ConditionHeld, CallAttemptFailed } from './records/wait.js';
import type {
  EventThrown,
  CompensableAdded,
  CompensationBegun,
  CompensationAdvanced,
  IncidentRaised,
  IncidentResolved,
} from './records/event.js';

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
