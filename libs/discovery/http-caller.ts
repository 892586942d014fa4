import type { Outcome } from './load-balancer.js';
import type { TargetPolicies } from './resilience.js';

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** Where one attempt goes. */
export interface Hop {
  /** Scheme, host, port and perhaps a path that the call's path is added to, e.g. `http://127.0.0.1:8123`. */
  readonly baseUrl: string;
  done(outcome: Outcome): void;
}

/** Chooses a hop per attempt; made anew for each call, so it can remember what was tried. */
export interface Route {
  /** @throws ServiceUnavailable when there is nobody. */
  next(): Hop;
}

export interface HttpCall {
  readonly method: Method;
  readonly path: string;
  readonly query?: Query;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs?: number;
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
  /** Tell the target how much time is left (`x-deadline-ms`): for our own services only. */
  readonly announceDeadline: boolean;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The whole body as text. */
  readonly body: string;
}

/** HTTP under the rules of resilience: what the service client and the token client stand on. */
export class HttpCaller {
  constructor(_policies: TargetPolicies) {}

  /** Resolves with any answer below 500. @throws RemoteError */
  call(_target: string, _route: Route, _call: HttpCall): Promise<HttpAnswer> {
    throw new Error('not built yet');
  }

  async close(): Promise<void> {}
}
