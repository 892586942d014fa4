import type { ErrorReport } from './error-report.js';
import type { SpanAttributes, SpanOptions } from './span.js';

/** A span that is over. */
export interface EndedSpan {
  readonly name: string;
  readonly kind: SpanOptions['kind'];
  readonly traceId: string;
  readonly spanId: string;
  /** '' has none. */
  readonly parentSpanId: string;
  /** ms since 1970, with fractions. */
  readonly begunAt: number;
  readonly endedAt: number;
  readonly attributes: SpanAttributes;
  /** What was known at the end. */
  readonly outcome: SpanAttributes;
  readonly failed: boolean;
  readonly error: ErrorReport | undefined;
}

/** https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto */
const KINDS = { internal: 1, server: 2, client: 3, producer: 4, consumer: 5 } as const;
const FAILED = 2;

/** What stands before and after the spans of one request to a collector (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding). */
export function envelope(service: string): readonly [before: string, after: string] {
  const resource = `{"attributes":[${attribute('service.name', service)}]}`;
  return [
    `{"resourceSpans":[{"resource":${resource},"scopeSpans":[{"scope":{"name":"switchboard"},"spans":[`,
    ']}]}]}',
  ];
}

/** Written by hand: of each request of the gateway there is one. */
export function spanJson(span: EndedSpan): string {
  const { error } = span;
  let attributes = listed(span.outcome, listed(span.attributes, ''));
  if (error !== undefined) attributes = listed({ 'error.type': error.type }, attributes);
  const message = error?.message === undefined ? '' : `,"message":${JSON.stringify(error.message)}`;
  return (
    `{"traceId":"${span.traceId}","spanId":"${span.spanId}","parentSpanId":"${span.parentSpanId}"` +
    `,"name":${JSON.stringify(span.name)},"kind":${KINDS[span.kind]}` +
    `,"startTimeUnixNano":"${nanoseconds(span.begunAt)}","endTimeUnixNano":"${nanoseconds(span.endedAt)}"` +
    `,"attributes":[${attributes}]` +
    (error === undefined ? '' : `,"events":[${exception(error, span.endedAt)}]`) +
    (span.failed ? `,"status":{"code":${FAILED}${message}}}` : ',"status":{}}')
  );
}

/** https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-spans/ */
function exception({ type, message = '', stack = '' }: ErrorReport, at: number): string {
  const said = { 'exception.type': type, 'exception.message': message, 'exception.stacktrace': stack };
  return `{"name":"exception","timeUnixNano":"${nanoseconds(at)}","attributes":[${listed(said, '')}]}`;
}

function listed(attributes: SpanAttributes, before: string): string {
  let list = before;
  for (const key in attributes) list += (list === '' ? '' : ',') + attribute(key, attributes[key]!);
  return list;
}

function attribute(key: string, value: string | number | boolean): string {
  return `{"key":"${key}","value":{${valueOf(value)}}}`;
}

function valueOf(value: string | number | boolean): string {
  if (typeof value === 'string') return `"stringValue":${JSON.stringify(value)}`;
  if (typeof value === 'boolean') return `"boolValue":${value}`;
  return Number.isInteger(value) ? `"intValue":"${value}"` : `"doubleValue":${value}`;
}

/** To the microsecond, which is what a double can say of today. */
function nanoseconds(ms: number): string {
  return `${Math.round(ms * 1_000)}000`;
}
