import type { z } from 'zod';
import type { Clock } from '#libs/kernel/clock';
import type { HttpCaller, Method, Query } from './http-caller.js';
import type { ServiceRoutes } from './routes.js';
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
  readonly signal?: AbortSignal;
}

/** Calls other services, and systems outside, under one set of rules: see resilience.ts. */
export class ServiceClient {
  constructor(_caller: HttpCaller, _routes: ServiceRoutes, _tokens: ServiceTokens, _clock: Clock) {}

  /**
   * Asks a service of this suite, on behalf of the current context: its identity (else this service's own), tenant,
   * request id, trace and deadline go along.
   * @throws RemoteProblem, ServiceUnavailable, ServiceTimeout, UnexpectedAnswer
   */
  request<Schema extends z.ZodType>(_service: string, _request: ServiceRequest<Schema>): Promise<z.output<Schema>> {
    throw new Error('not built yet');
  }

  /**
   * Asks a system outside at a fixed address. Only the trace goes along: no identity, no tenant, nothing of ours.
   * @param target names it in errors, metrics and settings, e.g. `order-system`.
   * @throws RemoteProblem, ServiceUnavailable, ServiceTimeout, UnexpectedAnswer
   */
  requestUrl<Schema extends z.ZodType>(
    _target: string,
    _baseUrl: string,
    _request: ServiceRequest<Schema>,
  ): Promise<z.output<Schema>> {
    throw new Error('not built yet');
  }
}
