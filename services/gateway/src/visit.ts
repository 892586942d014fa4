import type { IncomingMessage, ServerResponse } from 'node:http';
import { API_FIELDS } from './admission/answer-fields.api.js';
import { newRequestId } from './request-ids.js';
import { startSpan } from '#libs/observability/tracing';
import type { Span } from '#libs/observability/span';
import type { Stay } from './staying/stay.api.js';
import { rateLimitFields, type Standing } from './limits/rate-limit-fields.js';
import type { Waiting } from './proxy/proxy.js';
import type { Operation } from './routing/operation.js';

/** One request at the door, with what was learned about it so far. */
export class Visit implements Waiting, Stay {
  readonly begun = performance.now();
  readonly requestId: string;
  readonly span: Span;
  tenantId: string | undefined;
  standing: Standing | undefined;
  /** What goes with the answer to a page of another origin, names and values in turn. */
  crossOrigin: readonly string[] = [];
  operation: Operation | undefined;
  /** Account, client or visitor. */
  subject: string | undefined;
  underWay: Waiting['underWay'];
  /** The log-in that the token is of. */
  sessionId: string | undefined;
  /** Code of the problem it was answered with here. */
  refusal: string | undefined;

  constructor(
    readonly request: IncomingMessage,
    readonly response: ServerResponse,
    /** The client's, as far as can be known. */
    readonly address: string,
  ) {
    const { traceparent, 'x-request-id': given } = request.headers;
    this.requestId = requestIdOf(given) ?? newRequestId();
    const method = request.method!;
    const span = { kind: 'server', service: 'gateway', attributes: { 'http.request.method': method } } as const;
    this.span = startSpan(method, span, typeof traceparent === 'string' ? traceparent : undefined);
  }

  get client(): string {
    return this.subject ?? this.address;
  }

  get headers() {
    return this.request.headers;
  }

  /** What every answer carries, names and values in turn. */
  get answerHeaders(): string[] {
    const headers = ['x-request-id', this.requestId, 'traceparent', this.span.traceparent, ...API_FIELDS];
    headers.push(...this.crossOrigin);
    if (this.standing !== undefined) headers.push(...rateLimitFields(this.standing));
    return headers;
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
