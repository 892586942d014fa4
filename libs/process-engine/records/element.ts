import type { Json } from '../model/expression.js';
import type { Compensable, Loop } from '../snapshot.js';
import type { Variables } from '../variables.js';

/** Where something happened: the element, its node, and the epoch. */
export interface Place {
  readonly element: number;
  readonly node: string;
  readonly run: number;
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
  /** Where they waited: one token of each entry. */
  readonly flows: readonly string[];
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
