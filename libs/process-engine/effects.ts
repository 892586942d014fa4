import type { Failure } from './commands.js';
import type { Place, StatusSet } from './records/element.js';
import type { InstanceEnded } from './records/instance.js';
import type { Incident } from './incident.js';
import type { MessageWait, SignalWait, TaskWait, TimerWait, WaitOwner } from './snapshot.js';
import type { ParentRef } from './reference.js';
import type { Variables } from './variables.js';

/**
 * What the host must do, in this order, once the records of the step are stored: deltas to what earlier steps asked for. What
 * a step opens and closes again is not mentioned. Everything named by a wait is answered with that wait.
 */
export type Effect =
  | OpenTask
  | CloseTask
  | RequestCall
  | CancelCall
  | SetTimer
  | CancelTimer
  | SubscribeMessage
  | UnsubscribeMessage
  | SubscribeSignal
  | UnsubscribeSignal
  | StartChild
  | CancelChild
  | MoveWait
  | SendMessage
  | BroadcastSignal
  | EscalateToParent
  | RaiseIncident
  | ResolveIncident
  | SetStatus
  | EndInstance;

/** A person has something to do. Form, assignment and SLA are at the node. */
export interface OpenTask extends WaitOwner, Pick<TaskWait, 'input'> {
  readonly type: 'open-task';
}

export interface CloseTask extends Closing {
  readonly type: 'close-task';
}

/** Carry out an attempt: connector, timeout and policy are at the node. Replaces an earlier request of the same wait. */
export interface RequestCall extends WaitOwner {
  readonly type: 'request-call';
  readonly connector: string;
  readonly effect: 'read' | 'write';
  readonly input: Variables;
  /** ms; the call has failed when it takes longer. */
  readonly timeout?: number;
  /** From 1. */
  readonly attempt: number;
  /** Not earlier: ISO 8601, UTC. Left out: now. */
  readonly notBefore?: string;
  readonly key: string;
  /** An answer to the call only says that it was taken on; the result is called back until then. ISO 8601, UTC. */
  readonly callbackUntil?: string;
  /** Why the last attempt failed. */
  readonly lastFailure?: Failure;
}

export interface CancelCall extends Closing {
  readonly type: 'cancel-call';
}

/** Replaces an earlier due time of the same wait. */
export interface SetTimer extends WaitOwner, Pick<TimerWait, 'due' | 'cycle'> {
  readonly type: 'set-timer';
}

export interface CancelTimer extends Closing {
  readonly type: 'cancel-timer';
}

/** A message buffered for name and key answers at once. */
export interface SubscribeMessage extends WaitOwner, Pick<MessageWait, 'name' | 'key'> {
  readonly type: 'subscribe-message';
}

export interface UnsubscribeMessage extends Closing {
  readonly type: 'unsubscribe-message';
}

export interface SubscribeSignal extends WaitOwner, Pick<SignalWait, 'name'> {
  readonly type: 'subscribe-signal';
}

export interface UnsubscribeSignal extends Closing {
  readonly type: 'unsubscribe-signal';
}

/** Starts an instance with `parent: { instance, wait }`. */
export interface StartChild extends WaitOwner {
  readonly type: 'start-child';
  readonly definition: string;
  readonly version: number | 'latest';
  readonly variables: Variables;
}

export interface CancelChild extends Closing {
  readonly type: 'cancel-child';
}

/** After a migration: the node an open wait belongs to has another id. Nothing else about the wait changed. */
export interface MoveWait {
  readonly type: 'move-wait';
  readonly wait: number;
  readonly node: string;
}

/** To whoever waits for it, or will within the time the host keeps messages. */
export interface SendMessage extends Place {
  readonly type: 'send-message';
  readonly name: string;
  readonly key: string | null;
  readonly variables: Variables;
}

/** To every instance that waits for it when it is carried out, this one included, and to processes it starts. */
export interface BroadcastSignal extends Place {
  readonly type: 'broadcast-signal';
  readonly name: string;
  readonly variables: Variables;
}

/** Nothing here caught it: the parent gets `child-escalated`. */
export interface EscalateToParent {
  readonly type: 'escalate-to-parent';
  readonly parent: ParentRef;
  readonly code: string;
  readonly variables: Variables;
}

export interface RaiseIncident {
  readonly type: 'raise-incident';
  readonly incident: Incident;
}

export interface ResolveIncident extends Place {
  readonly type: 'resolve-incident';
  readonly incident: number;
}

export interface SetStatus extends Omit<StatusSet, 'type'> {
  readonly type: 'set-status';
}

/** A parent gets `child-ended`: completed, failed, or lost when the instance was cancelled. */
export interface EndInstance extends Omit<InstanceEnded, 'type'> {
  readonly type: 'end-instance';
}

/** Every wait that was opened is closed once. */
export interface Closing extends Place {
  readonly wait: number;
  /** false: what was waited for did not happen, and is no longer wanted. */
  readonly answered: boolean;
}
