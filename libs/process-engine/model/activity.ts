import type { Message } from './event.js';
import type { Expression, Mapping } from './expression.js';
import type { Loop } from './loop.js';
import type { NodeBase } from './node.js';

/**
 * Work. What it gives is its result: what a person entered, a service answered, a message carried, a script or decision
 * gave, a called process left behind.
 */
export interface ActivityBase extends NodeBase {
  /** Its boundary events. */
  readonly boundary: readonly string[];
  readonly loop?: Loop;
  /** The flow taken when no condition of the others holds. */
  readonly default?: string;
  /** Runs only as the handler of another; has no flows. */
  readonly forCompensation: boolean;
  /** The activity that undoes it. */
  readonly compensation?: string;
  /** Tokens it waits for, on whichever flows, before it runs once. */
  readonly startQuantity: number;
  /** Tokens it puts on each flow it takes. */
  readonly completionQuantity: number;
  /** Variables of the activity alone, set when it starts; and what it hands on, see each kind. */
  readonly input: readonly Mapping[];
  /**
   * Variables set around it when it completes, from its own, those around it, and `result`. Empty: the entries of the result,
   * if it is an object, become variables of the same names.
   */
  readonly output: readonly Mapping[];
  /** Its properties: variables of the activity alone, null until set. */
  readonly variables: readonly string[];
  /** Name of the SLA it is under. */
  readonly sla?: string;
}

/** Nothing to be done for the engine: goes on at once. */
export interface PlainTask extends ActivityBase {
  readonly kind: 'task' | 'manual-task';
}

/** Waits for a person, who is shown the input, or all variables when there is none. */
export interface UserTask extends ActivityBase {
  readonly kind: 'user-task';
  readonly form?: string;
  readonly assignment: Assignment;
  readonly sop?: string;
}

/** Who gets it: by the name of a rule, or by people and groups that expressions give. */
export interface Assignment {
  readonly rule?: string;
  readonly performer?: Expression;
  readonly candidates?: Expression;
}

/** Calls a connector with its input, and nothing more. */
export interface ServiceTask extends ActivityBase {
  readonly kind: 'service-task';
  /** Empty when the file names none: such a process is not deployed. */
  readonly connector: string;
  /** `read` changes nothing outside and may be repeated. */
  readonly effect: 'read' | 'write';
  readonly retry: RetryPolicy;
  /** ms; undefined: the host's. */
  readonly timeout?: number;
  /** ms in which the other side calls back with the result; undefined: it answers the call with it. */
  readonly callback?: number;
  /** Gives the result when the retries are used up; without one that is an incident. */
  readonly fallback?: Expression;
  /** It may be run beside its neighbours although it writes outside. */
  readonly independent: boolean;
}

export interface RetryPolicy {
  /** Calls in all, the first among them. */
  readonly attempts: number;
  /** ms before the second call. */
  readonly backoff: number;
  /** Each wait is so many times the one before. */
  readonly factor: number;
  /** ms; no wait is longer. */
  readonly maximum: number;
}

/** Sends its input as the payload of a message. */
export interface SendTask extends ActivityBase {
  readonly kind: 'send-task';
  readonly message: Message;
}

export interface ReceiveTask extends ActivityBase {
  readonly kind: 'receive-task';
  readonly message: Message;
  /** Its message makes an instance. */
  readonly instantiate: boolean;
}

export interface ScriptTask extends ActivityBase {
  readonly kind: 'script-task';
  readonly script: Expression;
  /** The variable that takes the result, whatever it is. */
  readonly resultVariable?: string;
}

export interface BusinessRuleTask extends ActivityBase {
  readonly kind: 'business-rule-task';
  /** A key of the model's decisions; empty when the file names none: such a process is not deployed. */
  readonly decision: string;
  /** The variable that takes the result, whatever it is. */
  readonly resultVariable?: string;
}

/** Its content is the scope of the same id. */
export interface SubProcess extends ActivityBase {
  readonly kind: 'sub-process';
  readonly transaction: boolean;
}

/** Starts an instance of its own with its input, or with all variables when there is none. The result: its variables. */
export interface CallActivity extends ActivityBase {
  readonly kind: 'call-activity';
  /** The id of a process or global task. */
  readonly called: string;
  readonly version: number | 'latest';
}

export type Activity =
  | PlainTask
  | UserTask
  | ServiceTask
  | SendTask
  | ReceiveTask
  | ScriptTask
  | BusinessRuleTask
  | SubProcess
  | CallActivity;
