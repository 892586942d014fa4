import type { EventDefinition } from './event.js';
import type { Mapping } from './expression.js';

export interface NodeBase {
  readonly id: string;
  readonly name?: string;
  /** The id of the scope it stands in. */
  readonly scope: string;
  /** Flows, in the order of the file. */
  readonly incoming: readonly string[];
  /**
   * Flows, in the order of the file. More than one out of anything but a gateway: each whose condition holds or that has
   * none gets a token. None: the token ends here.
   */
  readonly outgoing: readonly string[];
  /** Name of the lane it stands in, the innermost. */
  readonly lane?: string;
  /** What the business calls the instance's state from here on; set when the node is entered. */
  readonly status?: string;
}

/**
 * What a caught event carries (the payload of a message, `{ code, message }` of an error or escalation) is its `result`, and
 * `output` is applied as that of an activity: without mappings, the entries of a message or signal become variables; others set nothing.
 */
interface Catching {
  readonly output: readonly Mapping[];
}

/** `input`: the payload of a message. */
interface Throwing {
  readonly input: readonly Mapping[];
}

export interface StartEvent extends NodeBase, Catching {
  readonly kind: 'start-event';
  /** Undefined: started by a command, a call, or by entering its scope. */
  readonly event?: EventDefinition;
  /** Of an event sub-process: ends everything else in the scope around it. */
  readonly interrupting: boolean;
}

export interface EndEvent extends NodeBase, Throwing {
  readonly kind: 'end-event';
  /** Undefined: ends its token. */
  readonly event?: EventDefinition;
}

/** Waits for its event. Of links: where the thrown token goes on. */
export interface CatchEvent extends NodeBase, Catching {
  readonly kind: 'catch-event';
  readonly event: EventDefinition;
}

/** Throws its event, or passes when it has none, and goes on. */
export interface ThrowEvent extends NodeBase, Throwing {
  readonly kind: 'throw-event';
  readonly event?: EventDefinition;
}

export interface BoundaryEvent extends NodeBase, Catching {
  readonly kind: 'boundary-event';
  /** The id of the activity. */
  readonly attachedTo: string;
  readonly interrupting: boolean;
  /** Compensation: never waits; the activity names its handler. */
  readonly event: EventDefinition;
}

/** One flow: the first in order whose condition holds, else the default, else an incident. Joins nothing. */
export interface ExclusiveGateway extends NodeBase {
  readonly kind: 'exclusive-gateway';
  readonly default?: string;
}

/** Waits for one token of every incoming flow, then takes every outgoing one. */
export interface ParallelGateway extends NodeBase {
  readonly kind: 'parallel-gateway';
}

/** Waits until no empty incoming flow can get a token, then takes every flow whose condition holds, else the default. */
export interface InclusiveGateway extends NodeBase {
  readonly kind: 'inclusive-gateway';
  readonly default?: string;
}

/** Waits for the first of the events its flows lead to (catch events and receive tasks). */
export interface EventGateway extends NodeBase {
  readonly kind: 'event-gateway';
  /** Makes an instance by the first of its events. */
  readonly instantiate: boolean;
}

/** A scope that no token enters by a flow; its only start event starts it. */
export interface EventSubProcess extends NodeBase {
  readonly kind: 'event-sub-process';
  readonly start: string;
}

export type Gateway = ExclusiveGateway | ParallelGateway | InclusiveGateway | EventGateway;
export type EventNode = StartEvent | EndEvent | CatchEvent | ThrowEvent | BoundaryEvent;
