import type { IncomingMessage, ServerResponse } from 'node:http';
import { DEADLINE_HEADER } from '#libs/discovery/deadline';
import type { Audience } from '#libs/discovery/release/audience';
import type { TargetPolicies } from '#libs/discovery/target-policies';
import type { Attempt } from '#libs/discovery/resilience';
import type { Hop, ServiceRoutes } from '#libs/discovery/routes';
import type { Dispatcher } from 'undici';
import type { Connections } from './connections.js';
import { Exchange } from './exchange.js';
import { requestBody, type RequestBody } from './request-body.js';

export interface ProxyLimits {
  readonly bodyBytes: number;
  /** For sending a large body and hearing the answer; the service's own time limit holds for all others. */
  readonly uploadMs: number;
  /** An answer that has begun and then does not move, because of either side, is given up. Event streams may be silent. */
  readonly stalledMs: number;
}

/** What goes on to a service, and with it what comes back. */
export interface Forwarded {
  readonly service: string;
  /** For whom: it decides which of the service's instances are asked. */
  readonly who: Audience;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  /** Names and values that the answer gets besides its own. */
  readonly answerHeaders: readonly string[];
}

/** Passes requests on to services and their answers back, neither parsed nor kept, under the services' policies. */
export class Proxy {
  readonly #streams = new Set<Exchange>();

  constructor(
    private readonly policies: TargetPolicies,
    private readonly routes: ServiceRoutes,
    private readonly connections: Connections,
    private readonly limits: ProxyLimits,
  ) {}

  /**
   * Resolves when the answer has begun to go back. Only what has no body and only reads is tried again.
   * @throws ServiceUnavailable, ServiceTimeout, BodyTooLarge, ClientLeft
   */
  async forward(forwarded: Forwarded): Promise<void> {
    const { service, who, request, answerHeaders } = forwarded;
    const body = await requestBody(request, this.limits.bodyBytes);
    const streamed = body !== null && !Buffer.isBuffer(body);
    const call = {
      route: this.routes.to(service, who),
      idempotent: body === null && (request.method === 'GET' || request.method === 'HEAD'),
      ...(streamed && { timeoutMs: this.limits.uploadMs }),
    };
    const answer = await this.policies
      .of(service, this.routes.kindOf(service, who))
      .run(call, (hop, attempt) => this.#try(forwarded, body, hop, attempt));
    answer.relay(answerHeaders);
    if (answer.isEventStream) this.#remember(answer, forwarded.response);
  }

  /** Event streams never end by themselves; their clients come again, to another gateway. */
  endStreams(): void {
    for (const stream of this.#streams) stream.abort(new Error('the gateway is stopping'));
  }

  #try({ request, response, headers }: Forwarded, body: RequestBody, hop: Hop, attempt: Attempt): Promise<Exchange> {
    const exchange = new Exchange(response, attempt.signal, this.limits.stalledMs);
    const length = request.headers['content-length'];
    const remaining = String(Math.max(1, Math.floor(attempt.remainingMs)));
    const options: Dispatcher.DispatchOptions = {
      method: request.method as Dispatcher.HttpMethod,
      path: request.url!,
      headers: [
        ...headers,
        DEADLINE_HEADER,
        remaining,
        ...(body === null || length === undefined ? [] : ['content-length', length]),
      ],
      body,
    };
    this.connections.dispatch(hop.baseUrl, options, exchange);
    return exchange.begun;
  }

  #remember(stream: Exchange, response: ServerResponse): void {
    this.#streams.add(stream);
    response.once('close', () => this.#streams.delete(stream));
  }
}
