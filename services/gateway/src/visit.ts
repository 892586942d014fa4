import type { IncomingMessage, ServerResponse } from 'node:http';
import { newRequestId } from './request-ids.js';
import { startSpan } from '#libs/observability/tracing';
import type { Span } from '#libs/observability/span';
import { rateLimitFields, type Standing } from './limits/rate-limit-fields.js';
import type { Operation } from './routing/operation.js';

/** One request at the door, with what was learned about it so far. */
export class Visit {
  readonly begun = performance.now();
  readonly requestId: string;
  readonly span: Span;
  tenantId: string | undefined;
  standing: Standing | undefined;
  operation: Operation | undefined;

  constructor(
    readonly request: IncomingMessage,
    readonly response: ServerResponse,
  ) {
    const { traceparent, 'x-request-id': given } = request.headers;
    this.requestId = requestIdOf(given) ?? newRequestId();
    const method = request.method!;
    const span = { kind: 'server', service: 'gateway', attributes: { 'http.request.method': method } } as const;
    this.span = startSpan(method, span, typeof traceparent === 'string' ? traceparent : undefined);
  }

  /** The client's address as this end of its connection sees it. */
  get address(): string {
    return this.request.socket.remoteAddress ?? 'unknown';
  }

  /** What every answer carries, names and values in turn. */
  get answerHeaders(): string[] {
    const headers = ['x-request-id', this.requestId, 'traceparent', this.span.traceparent];
    return this.standing === undefined ? headers : [...headers, ...rateLimitFields(this.standing)];
  }

  /** For log lines. */
  get context() {
    return { tenantId: this.tenantId, requestId: this.requestId, traceparent: this.span.traceparent };
  }
}

/** A client may bring an id of its own, as long as it is one. */
function requestIdOf(given: string | string[] | undefined): string | undefined {
  return typeof given === 'string' && /^[\w.:-]{1,64}$/.test(given) ? given : undefined;
}
