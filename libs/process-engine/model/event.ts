import type { Expression } from './expression.js';

/** What an event waits for, or does. */
export type EventDefinition =
  | MessageEvent
  | TimerEvent
  | SignalEvent
  | ErrorEvent
  | EscalationEvent
  | ConditionalEvent
  | LinkEvent
  | CompensationEvent
  | TerminateEvent
  | CancelEvent;

/** Messages meet by name and key. Without a key: by name only. */
export interface Message {
  readonly name: string;
  /** Of a receiver: evaluated once, when the wait opens; not at all for a start of the process. Of a sender: when it sends. */
  readonly correlationKey?: Expression;
}

export interface MessageEvent {
  readonly type: 'message';
  readonly message: Message;
}

export interface TimerEvent {
  readonly type: 'timer';
  /** A moment; a time from when the wait opens; a repetition (`R3/PT1H`), of which a wait in a flow takes the first only. */
  readonly timer: 'date' | 'duration' | 'cycle';
  /** ISO-8601, checked when compiled; or an expression that gives it when the wait opens. */
  readonly value: string | Expression;
  /** The calendar in whose business time durations run. */
  readonly calendar?: string;
}

/** Reaches everyone who waits for its name. */
export interface SignalEvent {
  readonly type: 'signal';
  readonly signal: string;
}

/** Goes up to the nearest scope or activity that catches its code. */
export interface ErrorEvent {
  readonly type: 'error';
  /** Of a catch: undefined catches every error. Of a throw: always there. */
  readonly code?: string;
}

/** As an error, but the thrower goes on unless it is interrupted, and nobody has to catch it. */
export interface EscalationEvent {
  readonly type: 'escalation';
  /** Of a catch: undefined catches every escalation. Of a throw: always there. */
  readonly code?: string;
}

/** Happens when the condition becomes true: evaluated when the wait opens and after each change of a variable it names. */
export interface ConditionalEvent {
  readonly type: 'conditional';
  readonly condition: Expression;
}

/** Goes on at the catch event of the same name in the same scope. */
export interface LinkEvent {
  readonly type: 'link';
  readonly link: string;
  /** Of a throw: the id of the catch event. */
  readonly target?: string;
}

export interface CompensationEvent {
  readonly type: 'compensation';
  /** Of a throw: only this activity; undefined: every completed one of the scope, the last first. */
  readonly activity?: string;
  /** Of a throw: goes on when the compensation is done. */
  readonly waits: boolean;
}

/** Ends everything in its scope. */
export interface TerminateEvent {
  readonly type: 'terminate';
}

/** Ends a transaction: compensates what it did, then goes on at its cancel boundary event. */
export interface CancelEvent {
  readonly type: 'cancel';
}
