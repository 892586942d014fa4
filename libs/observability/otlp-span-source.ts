import { newSpanId, newTraceparent, traceIdOf } from '#libs/persistence/tenant/tenant-context';
import type { Logger } from 'pino';
import { errorReport } from './error-report.js';
import { spanJson } from './otlp-json.js';
import { SpanBatches } from './span-batches.js';
import type { Span, SpanAttributes, SpanOptions, SpanOutcome, SpanSource } from './span.js';

const SAMPLED = 1;
const NONE: SpanAttributes = {};

/**
 * Spans of one service over OTLP/HTTP as JSON. When the collector is away spans are dropped, never waited for. Whether a trace is
 * sampled is its caller's decision; a new one is.
 */
export class OtlpSpanSource implements SpanSource {
  readonly #batches: SpanBatches;

  constructor(endpoint: string, service: string, logger: Logger) {
    this.#batches = new SpanBatches(endpoint, service, logger);
  }

  start(name: string, options: SpanOptions, parent: string | undefined): Span {
    const traceId = parent === undefined ? null : traceIdOf(parent);
    if (traceId === null) return new RecordedSpan(this.#batches, name, options, newTraceparent(), '');
    const flags = parent!.slice(-2);
    const traceparent = `00-${traceId}-${newSpanId()}-${flags}`;
    if ((parseInt(flags, 16) & SAMPLED) === 0) return { traceparent, end: notRecorded };
    return new RecordedSpan(this.#batches, name, options, traceparent, parent!.slice(36, 52));
  }

  /** What could not be sent was told in the log. */
  stop(): Promise<void> {
    return this.#batches.stop();
  }
}

function notRecorded(): void {}

class RecordedSpan implements Span {
  readonly #begunAt = Date.now();
  readonly #begun = performance.now();

  constructor(
    private readonly batches: SpanBatches,
    private readonly name: string,
    private readonly options: SpanOptions,
    readonly traceparent: string,
    private readonly parentSpanId: string,
  ) {}

  end({ attributes = NONE, error }: SpanOutcome = {}): void {
    const { kind, attributes: begunWith = NONE } = this.options;
    this.batches.add(
      spanJson({
        name: this.name,
        kind,
        traceId: this.traceparent.slice(3, 35),
        spanId: this.traceparent.slice(36, 52),
        parentSpanId: this.parentSpanId,
        begunAt: this.#begunAt,
        endedAt: this.#begunAt + performance.now() - this.#begun,
        attributes: begunWith,
        outcome: attributes,
        failed: error !== undefined || Number(attributes['http.response.status_code'] ?? 0) >= 500,
        error: error === undefined ? undefined : errorReport(error),
      }),
    );
  }
}
