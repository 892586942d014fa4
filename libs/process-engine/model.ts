import type { Activity } from './model/activity.js';
import type { DecisionTable } from './model/decision.js';
import type { Expression } from './model/expression.js';
import type { EventNode, EventSubProcess, Gateway } from './model/node.js';

/**
 * A compiled process: plain immutable JSON, the same for all its instances. Everything is found by the id it has in the file.
 * A global task is a model too, with one node.
 */
export interface ProcessModel {
  readonly id: string;
  readonly name?: string;
  /** IANA name; in it a date without offset, a day and a month are meant, and FEEL's `today()`. */
  readonly timeZone: string;
  readonly startVariables: readonly StartVariable[];
  /** Of all depths. */
  readonly nodes: Readonly<Record<string, FlowNode>>;
  /** Of all depths. */
  readonly flows: Readonly<Record<string, SequenceFlow>>;
  /** The process under its own id, each sub-process and event sub-process under that of its node. */
  readonly scopes: Readonly<Record<string, Scope>>;
  /**
   * Nodes of the process by which an event makes an instance: start events with an event, instantiating receive tasks, and
   * the events behind an instantiating event gateway.
   */
  readonly triggers: readonly string[];
  readonly decisions: Readonly<Record<string, DecisionTable>>;
  /** Name of the SLA the whole instance is under. */
  readonly sla?: string;
}

/** What an instance is started with. */
export interface StartVariable {
  readonly name: string;
  readonly type: 'string' | 'number' | 'boolean' | 'list' | 'object' | 'any';
  readonly required: boolean;
}

/** What tokens move in: the process, a sub-process, an event sub-process. */
export interface Scope {
  readonly id: string;
  /** Undefined for the process. */
  readonly parent?: string;
  /** The nodes directly in it. */
  readonly nodes: readonly string[];
  /**
   * Where tokens are put when it is entered without an event: its start events without an event, or, if it has no start event
   * at all, every node that nothing leads to. Empty when only an event can start it.
   */
  readonly starts: readonly string[];
  /** Their starts are subscribed as long as the scope lives. */
  readonly eventSubProcesses: readonly string[];
  /** Properties and data objects: variables of this scope, null until set. */
  readonly variables: readonly string[];
}

export interface SequenceFlow {
  readonly id: string;
  readonly name?: string;
  readonly source: string;
  readonly target: string;
  /** Never on the default flow of its source. */
  readonly condition?: Expression;
}

export type FlowNode = EventNode | Gateway | Activity | EventSubProcess;
