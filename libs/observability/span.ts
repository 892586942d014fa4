export interface SpanOptions {
  /** Which side of which boundary it is (https://opentelemetry.io/docs/concepts/signals/traces/#span-kind). */
  readonly kind: 'server' | 'client' | 'producer' | 'consumer' | 'internal';
  /** Names and ids by OpenTelemetry's semantic conventions, e.g. `http.route`; never payload or personal data. */
  readonly attributes?: SpanAttributes;
  /** Whose span it is. Named where a service is entered; below that it is the parent's. */
  readonly service?: string;
}

export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

export interface SpanOutcome {
  /** What was only known at the end. `http.response.status_code` from 500 on means failed. */
  readonly attributes?: SpanAttributes;
  /** What was thrown; told as an ErrorReport. */
  readonly error?: unknown;
}

/** A span that has begun. */
export interface Span {
  /** W3C trace context to hand on: whatever continues it is a child of this span. */
  readonly traceparent: string;
  end(outcome?: SpanOutcome): void;
}

/** Makes the spans of one service. A parent that is missing or malformed starts a new trace. */
export interface SpanSource {
  start(name: string, options: SpanOptions, parent: string | undefined): Span;
}
