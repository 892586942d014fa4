import type { IncomingMessage, ServerResponse } from 'node:http';
import { DEADLINE_HEADER } from '#libs/discovery/calls/deadline';
import type { Audience } from '#libs/discovery/release/audience';
import type { Attempt } from '#libs/discovery/resilience/resilience';
import type { Hop, ServiceRoutes } from '#libs/discovery/registry/routes';
import type { Dispatcher } from 'undici';
import { answerFallback, failureIn, failureOf } from './fallback.js';
import type { LongConnections } from '../staying/long-connections.api.js';
import type { Stay } from '../staying/stay.api.js';
import type { Connections } from './connections.js';
import { Exchange } from './exchange.js';
import type { LargeBodies } from './large-bodies.js';
import type { BodyBounds } from './passing-body.js';
import { hasBody, isStreamed, requestBody, type RequestBody } from './request-body.js';
import type { Care, Operation, RouteCare } from './route-care.js';

type Fallback = NonNullable<Care['fallback']>;

export interface ProxyLimits {
  readonly bodyBytes: number;
  /** For sending a large body and hearing the answer; the service's own time limit holds for all others. */
  readonly uploadMs: number;
  /** An answer that has begun and then does not move, because of either side, is given up. Event streams may be silent. */
  readonly stalledMs: number;
}

/** One who may leave before the answer is out. */
export interface Waiting extends Audience {
  /** Told when they leave. */
  underWay: { left(): void } | undefined;
}

/** What goes on to a service, and with it what comes back. */
export interface Forwarded {
  readonly operation: Operation;
  /** For whom: it decides which of the service's instances are asked, and how many event streams may be open. */
  readonly who: Waiting & Stay;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  /** Names and values that the answer gets besides its own. */
  readonly answerHeaders: readonly string[];
}

export interface ProxyParts {
  readonly care: RouteCare;
  readonly routes: ServiceRoutes;
  readonly connections: Connections;
  readonly limits: ProxyLimits;
  readonly largeBodies: LargeBodies;
  readonly long: LongConnections;
  readonly fellBack: (operation: Operation) => void;
}

/** Passes requests on to services and their answers back, neither parsed nor kept, under the services' policies. */
export class Proxy {
  readonly #streams = new Set<Exchange>();

  constructor(private readonly parts: ProxyParts) {}

  /**
   * Resolves when the answer has begun to go back. Only what has no body and only reads is tried again. Where the operation
   * has a fallback it is answered instead of a service that is unavailable or late.
   * @throws ServiceUnavailable, ServiceTimeout, BodyTooLarge, BodyTooSlow, BodyTooLate, ClientLeft, Refusal 429 `too-many-streams`
   */
  async forward(forwarded: Forwarded): Promise<void> {
    const { operation, who, answerHeaders } = forwarded;
    const { care: cares, routes } = this.parts;
    const care = cares.of(operation, routes.kindOf(operation.service, who));
    const answer = await this.#answer(forwarded, care);
    if (answer === undefined) return;
    if (answer.isEventStream) await this.#hold(answer, forwarded);
    answer.relay(answerHeaders);
  }

  /** Event streams never end by themselves; their clients come again, to another gateway. */
  endStreams(): void {
    for (const stream of this.#streams) stream.abort(new Error('the gateway is stopping'));
  }

  /** Undefined: the fallback was answered. */
  #answer(forwarded: Forwarded, care: Care): Promise<Exchange | undefined> {
    return care.fallback === undefined
      ? this.#ask(forwarded, care)
      : this.#askOrFallBack(forwarded, care, care.fallback);
  }

  async #askOrFallBack(forwarded: Forwarded, care: Care, fallback: Fallback): Promise<Exchange | undefined> {
    try {
      const answer = await this.#ask(forwarded, care);
      const failure = failureIn(answer.status);
      if (failure === undefined) return answer;
      answer.discard();
      this.#fallBack(forwarded, fallback, failure);
    } catch (error) {
      const failure = failureOf(error);
      if (failure === undefined) throw error;
      this.#fallBack(forwarded, fallback, failure);
    }
    return undefined;
  }

  #ask(forwarded: Forwarded, care: Care): Promise<Exchange> {
    return hasBody(forwarded.request) ? this.#askWithBody(forwarded, care) : this.#send(forwarded, care, null);
  }

  async #askWithBody(forwarded: Forwarded, care: Care): Promise<Exchange> {
    const bounds = this.#boundsOf(forwarded);
    const body = await requestBody(forwarded.request, bounds);
    const isWaitedFor = body === null || Buffer.isBuffer(body);
    return this.#send(
      forwarded,
      care,
      body,
      isWaitedFor ? undefined : (bounds.pace?.ms ?? 0) + this.parts.limits.uploadMs,
    );
  }

  #send(forwarded: Forwarded, { policy, priority }: Care, body: RequestBody, timeoutMs?: number): Promise<Exchange> {
    const { operation, who, request } = forwarded;
    const call = {
      route: this.parts.routes.to(operation.service, who),
      tenant: who.tenantId,
      priority,
      idempotent: body === null && (request.method === 'GET' || request.method === 'HEAD'),
      ...(timeoutMs !== undefined && { timeoutMs }),
    };
    return policy.run(call, (hop, attempt) => this.#try(forwarded, body, hop, attempt));
  }

  #boundsOf({ operation: { largeBody }, request }: Forwarded): BodyBounds {
    const { largeBodies, limits } = this.parts;
    if (largeBody === undefined || !isStreamed(request)) return { bytes: limits.bodyBytes };
    return largeBodies.begins(request, largeBody);
  }

  #fallBack(forwarded: Forwarded, fallback: Fallback, why: string): void {
    this.parts.fellBack(forwarded.operation);
    answerFallback(forwarded.response, fallback, why, forwarded.answerHeaders);
  }

  #try(
    { who, request, response, headers }: Forwarded,
    body: RequestBody,
    hop: Hop,
    attempt: Attempt,
  ): Promise<Exchange> {
    const exchange = new Exchange(response, attempt, this.parts.limits.stalledMs);
    who.underWay = exchange;
    const length = request.headers['content-length'];
    const remaining = String(Math.max(1, Math.floor(attempt.remainingMs)));
    const fields = headers.concat(DEADLINE_HEADER, remaining);
    if (body !== null && length !== undefined) fields.push('content-length', length);
    const method = request.method as Dispatcher.HttpMethod;
    this.parts.connections.dispatch(hop.baseUrl, { method, path: request.url!, headers: fields, body }, exchange);
    return exchange.begun;
  }

  async #hold(stream: Exchange, { who, response }: Forwarded): Promise<void> {
    const free = await this.#placeFor(stream, who);
    if (response.destroyed) return free();
    this.#streams.add(stream);
    response.once('close', () => {
      this.#streams.delete(stream);
      free();
    });
  }

  async #placeFor(stream: Exchange, who: Stay): Promise<() => void> {
    try {
      return await this.parts.long.reserve('stream', who, () => stream.abort(new Error('they may stay no longer')));
    } catch (error) {
      stream.discard();
      throw error;
    }
  }
}
