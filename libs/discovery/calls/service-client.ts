import type { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { childTraceparent, currentContext } from '#libs/persistence/tenant/tenant-context';
import type { z } from 'zod';
import type { HttpCaller, Method, Query } from './http-caller.js';
import { readAnswer } from './read-answer.js';
import { type Route, routeToUrl, type ServiceRoutes } from '../registry/routes.js';
import type { ServiceTokens } from './service-tokens.js';

export interface ServiceRequest<Schema extends z.ZodType> {
  readonly method: Method;
  /** Starts with a slash; ids in it are encoded by the caller. */
  readonly path: string;
  readonly query?: Query;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** What the answer must be; an empty body is `undefined` (`z.void()`). */
  readonly schema: Schema;
  /** Time for all attempts together; never more than the surrounding deadline. */
  readonly timeoutMs?: number;
  /** Makes a POST or PATCH safe to try again: the target answers a repeated key with its first answer. */
  readonly idempotencyKey?: string;
  /** false: tried once; whoever asks has a policy of its own. */
  readonly retry?: false;
  readonly signal?: AbortSignal;
  /** Has a breaker and a bulkhead of its own within the service: what befalls it says nothing of other calls. */
  readonly lane?: string;
}

type Headers = Readonly<Record<string, string>>;

/** Calls other services, and systems outside, under one set of rules: see target-policy.ts. */
export class ServiceClient {
  constructor(
    private readonly caller: HttpCaller,
    private readonly routes: ServiceRoutes,
    private readonly tokens: ServiceTokens,
    private readonly clock: Clock,
  ) {}

  /**
   * Asks a service of this suite on behalf of the current context: its identity (else this service's own), tenant, request
   * id, trace and deadline go along.
   * @throws RemoteProblem, ServiceUnavailable, ServiceTimeout, UnexpectedAnswer
   */
  async request<Schema extends z.ZodType>(service: string, request: ServiceRequest<Schema>): Promise<z.output<Schema>> {
    const { tenantId, identity } = currentContext() ?? {};
    const route = this.routes.to(service, { tenantId, subject: identity?.subject });
    return this.#exchange(service, route, request, await this.#fromUs());
  }

  /**
   * Asks a system outside at an address that somebody gave, if it lies outside. Only the trace goes along: no identity, no tenant,
   * nothing of ours.
   * @param target names it in errors, metrics and settings, e.g. `order-system`.
   * @throws RemoteProblem, ServiceUnavailable, ServiceTimeout, UnexpectedAnswer, AddressNotOutside
   */
  async requestUrl<Schema extends z.ZodType>(
    target: string,
    baseUrl: string,
    request: ServiceRequest<Schema>,
  ): Promise<z.output<Schema>> {
    return this.#exchange(target, routeToUrl(baseUrl), request, {}, baseUrl);
  }

  /**
   * Asks one process of this suite, at the address it has registered; who asks, and for whom, is in the headers.
   * @throws RemoteProblem, ServiceUnavailable, ServiceTimeout, UnexpectedAnswer
   */
  async requestProcess<Schema extends z.ZodType>(
    target: string,
    baseUrl: string,
    request: ServiceRequest<Schema>,
  ): Promise<z.output<Schema>> {
    return this.#exchange(target, routeToUrl(baseUrl), request, {});
  }

  async #exchange<Schema extends z.ZodType>(
    target: string,
    route: Route,
    { body, headers, schema, ...call }: ServiceRequest<Schema>,
    identifying: Headers,
    address?: string,
  ): Promise<z.output<Schema>> {
    const answer = await this.caller.call(target, route, {
      ...call,
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
        traceparent: childTraceparent(currentContext()?.traceparent),
        ...identifying,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      ...(address === undefined ? { tenant: currentContext()?.tenantId } : { address }),
      announceDeadline: address === undefined,
    });
    return readAnswer(target, answer, schema);
  }

  /** The tenant is in a person's token already; the header is heeded only with a service's own. */
  async #fromUs(): Promise<Headers> {
    const { identity, tenantId, requestId } = currentContext() ?? {};
    return {
      authorization: `Bearer ${identity?.token ?? (await this.tokens.token())}`,
      'x-request-id': requestId ?? newId(this.clock.now()),
      ...(tenantId !== undefined && { 'x-switchboard-tenant': tenantId }),
    };
  }
}
