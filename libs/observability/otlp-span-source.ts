import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Context, type Span as OtelSpan } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { AlwaysOnSampler, BatchSpanProcessor, ParentBasedSampler, TracerProvider } from '@opentelemetry/sdk-trace';
import { traceIdOf } from '#libs/persistence/tenant/tenant-context';
import type { Logger } from 'pino';
import { errorReport } from './error-report.js';
import type { Span, SpanOptions, SpanOutcome, SpanSource } from './span.js';

const SEND_TIMEOUT_MS = 2_000;

const KINDS = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
  internal: SpanKind.INTERNAL,
} as const;

/**
 * Spans of one service over OTLP/HTTP as JSON, batched, every five seconds at the latest. When the collector is away
 * spans are dropped, never waited for. Whether a trace is sampled is its caller's decision; a new one is.
 */
export class OtlpSpanSource implements SpanSource {
  readonly #provider: TracerProvider;

  constructor(endpoint: string, service: string, logger: Logger) {
    this.#provider = new TracerProvider({
      resource: resourceFromAttributes({ 'service.name': service }),
      sampler: new ParentBasedSampler({ root: new AlwaysOnSampler() }),
      spanProcessors: [new BatchSpanProcessor({ exporter: new Exporter(endpoint, logger) })],
    });
  }

  start(name: string, { kind, attributes }: SpanOptions, parent: string | undefined): Span {
    const span = this.#provider
      .getTracer('switchboard')
      .startSpan(name, { kind: KINDS[kind], attributes }, below(parent));
    const { traceId, spanId, traceFlags } = span.spanContext();
    const flags = traceFlags.toString(16).padStart(2, '0');
    return { traceparent: `00-${traceId}-${spanId}-${flags}`, end: (outcome) => end(span, outcome) };
  }

  /** What could not be sent was told by the exporter. */
  async stop(): Promise<void> {
    await this.#provider.shutdown().catch(() => undefined);
  }
}

class Exporter extends OTLPTraceExporter {
  constructor(
    endpoint: string,
    private readonly logger: Logger,
  ) {
    super({ url: `${endpoint.replace(/\/$/, '')}/v1/traces`, timeoutMillis: SEND_TIMEOUT_MS });
  }

  override export(...[spans, done]: Parameters<OTLPTraceExporter['export']>): void {
    super.export(spans, (result) => {
      if (result.error) this.logger.warn({ err: result.error, spans: spans.length }, 'spans are lost');
      done(result);
    });
  }
}

function below(parent: string | undefined): Context {
  if (parent === undefined || traceIdOf(parent) === null) return ROOT_CONTEXT;
  const [, traceId = '', spanId = '', flags = ''] = parent.split('-');
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: parseInt(flags, 16), isRemote: true });
}

function end(span: OtelSpan, { attributes = {}, error }: SpanOutcome = {}): void {
  span.setAttributes(attributes);
  const status = Number(attributes['http.response.status_code'] ?? 0);
  if (error !== undefined) fail(span, error);
  else if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

/** https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-spans/ */
function fail(span: OtelSpan, error: unknown): void {
  const { type, message = '', stack = '' } = errorReport(error);
  span.setAttribute('error.type', type);
  span.setStatus({ code: SpanStatusCode.ERROR, message });
  span.addEvent('exception', { 'exception.type': type, 'exception.message': message, 'exception.stacktrace': stack });
}
