import { Agent, type Dispatcher } from 'undici';
import { type Answer, type Attempt, isIdempotent } from '../resilience/resilience.js';
import type { TargetPolicies } from '../resilience/target-policies.js';
import type { Hop, Route } from '../registry/routes.js';
import { DEADLINE_HEADER } from './deadline.js';

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

export interface HttpCall {
  readonly method: Method;
  /** Starts with a slash. */
  readonly path: string;
  readonly query?: Query;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs?: number;
  readonly idempotencyKey?: string;
  readonly retry?: false;
  readonly signal?: AbortSignal;
  /** Where somebody said that a system outside is; what befalls it there says nothing of others of its name. */
  readonly address?: string;
  /** The same, of one kind of call to a service. */
  readonly lane?: string;
  /** Whose call it is, see `GuardedCall`. */
  readonly tenant?: string | undefined;
  /** Tell the target how much time is left: for our own services only. */
  readonly announceDeadline: boolean;
}

export interface HttpAnswer extends Answer {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The whole body as text. */
  readonly body: string;
}

/** What connects to an address that somebody gave. @throws DomainError where it may not be called */
export type ToOutside = (address: string) => Dispatcher;

/** Of an answer. */
export const MOST_BYTES = 32 * 1024 * 1024;

const toNowhere: ToOutside = (address) => {
  throw new Error(`nobody here calls systems outside: ${new URL(address).host}`);
};

/** HTTP under the rules of resilience: what the service client and the client of tokens stand on. */
export class HttpCaller {
  /** One pool of kept-alive connections per address; idle ones close before the servers' 72 s keep-alive does. */
  readonly #agent = new Agent({
    connections: 64,
    pipelining: 1,
    keepAliveTimeout: 30_000,
    connect: { timeout: 1_000 },
    maxResponseSize: MOST_BYTES,
  });

  constructor(
    private readonly policies: TargetPolicies,
    private readonly toOutside: ToOutside = toNowhere,
  ) {}

  /** Resolves with any answer, also 5xx. @throws ServiceTimeout, ServiceUnavailable; DomainError of {@link ToOutside} */
  call(target: string, route: Route, call: HttpCall): Promise<HttpAnswer> {
    const { timeoutMs, signal, tenant } = call;
    const idempotent = call.retry !== false && isIdempotent(call.method, call.idempotencyKey);
    return this.policies
      .of(target, call.address ?? call.lane)
      .run({ route, idempotent, timeoutMs, signal, tenant }, (hop, attempt) => this.#send(hop, call, attempt));
  }

  /** Waits for what is in flight. */
  async close(): Promise<void> {
    await this.#agent.close();
  }

  async #send(hop: Hop, call: HttpCall, attempt: Attempt): Promise<HttpAnswer> {
    const url = new URL(hop.baseUrl.replace(/\/$/, '') + call.path);
    appendQuery(url.searchParams, call.query ?? {});
    const dispatcher = call.address === undefined ? this.#agent : this.toOutside(call.address);
    const { statusCode, headers, body } = await dispatcher.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: call.method,
      headers: headersOf(call, attempt),
      body: call.body,
      signal: attempt.signal,
    });
    return { status: statusCode, headers, body: await body.text(), discard: () => {} };
  }
}

function appendQuery(params: URLSearchParams, query: Query): void {
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const one of [value].flat()) params.append(name, String(one));
  }
}

function headersOf(call: HttpCall, attempt: Attempt): Record<string, string> {
  return {
    ...call.headers,
    ...(call.idempotencyKey !== undefined && { 'idempotency-key': call.idempotencyKey }),
    ...(call.announceDeadline && { [DEADLINE_HEADER]: String(Math.max(1, Math.floor(attempt.remainingMs))) }),
  };
}
