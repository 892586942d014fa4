import type { Failure } from '../commands.js';
import type { Json } from '../model/expression.js';
import type { Place } from './element.js';
import type { TimerCycle, Wait, WaitKind } from '../snapshot.js';

export interface WaitOpened {
  readonly type: 'wait-opened';
  readonly wait: Wait;
}

export interface WaitNamed extends Place {
  readonly wait: number;
  readonly kind: WaitKind;
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
