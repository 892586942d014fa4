import type { EventDefinition } from './event.js';
import type { Expression, Mapping } from './expression.js';

/** Runs an activity more than once. */
export type Loop = StandardLoop | MultiInstance;

/** One run after the other; `loopCounter` counts them from 1. */
export interface StandardLoop {
  readonly type: 'standard';
  /** Runs (again) while it holds; undefined: always. */
  readonly condition?: Expression;
  /** Evaluated before each run; otherwise after it, so there is one run at least. */
  readonly testBefore: boolean;
  /** Never more runs than these. */
  readonly maximum?: number;
}

/**
 * Instances by number or by the elements of a list; exactly one of both is there. Each has `loopCounter` from 1; the
 * expressions read `numberOfInstances`, `numberOfActiveInstances`, `numberOfCompletedInstances` and
 * `numberOfTerminatedInstances` (BPMN 2.0.2, table 10.30).
 */
export interface MultiInstance {
  readonly type: 'multi';
  readonly sequential: boolean;
  readonly cardinality?: Expression;
  readonly collection?: Expression;
  /** The variable that holds the element, of its instance only. */
  readonly element?: string;
  /** The list with the value of each instance in the order of the elements; null where one was cancelled. */
  readonly output?: Mapping;
  /** Evaluated after each instance: when it holds, the others are cancelled. */
  readonly completion?: Expression;
  readonly behavior: MultiInstanceBehavior;
}

/**
 * What completed instances throw to the boundary of their activity, by BPMN's names: all: nothing; none: the event after
 * each; one: the event after the first.
 */
export type MultiInstanceBehavior =
  | { readonly type: 'all' }
  | { readonly type: 'none' | 'one'; readonly event: EventDefinition }
  | { readonly type: 'complex'; readonly definitions: readonly ComplexBehavior[] };

/** After each instance: throws the event if the condition holds. */
export interface ComplexBehavior {
  readonly condition: Expression;
  readonly event: EventDefinition;
}
