import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Caller } from '../aggregation/execution/caller.api.js';

/** A request as it came through the door. */
export interface Asking {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly caller: Caller;
  /** What every answer carries, names and values in turn. */
  readonly answerHeaders: readonly string[];
}

/** What the gateway answers itself: the door admits for it as for what services offer. */
export interface OwnOperation {
  readonly operation: {
    readonly service: string;
    readonly method: string;
    readonly template: string;
    readonly permission: string;
  };
  /** How many requests it counts as. */
  readonly weight: number;
  answer(asking: Asking): Promise<void>;
}
