import { currentContext, newTraceparent, runInContext, traceIdOf } from '#libs/persistence/tenant/tenant-context';
import type { Logger } from 'pino';
import type { Span, SpanOptions, SpanOutcome, SpanSource } from './span.js';

export interface TracingSettings {
  /** Base URL of an OTLP/HTTP collector, e.g. `http://127.0.0.1:4318`; none means off. */
  readonly endpoint: string | undefined;
  readonly service: string;
  /** Told when spans could not be delivered. */
  readonly logger: Logger;
}

export interface Tracing {
  /** Sends what is still buffered, for two seconds at most; never rejects. */
  stop(): Promise<void>;
}

/** By service: the services of one process tell their spans apart. Empty means off. */
const sources = new Map<string, SpanSource>();
/** Of the spans not yet ended, by traceparent: their children belong to the same service. */
const running = new Map<string, SpanSource>();

/** Sends the service's spans to the endpoint, in the background. Without one nothing of it is even loaded. */
export async function startTracing({ endpoint, service, logger }: TracingSettings): Promise<Tracing> {
  if (endpoint === undefined) return { stop: async () => undefined };
  const { OtlpSpanSource } = await import('./otlp-span-source.js');
  const source = new OtlpSpanSource(endpoint, service, logger);
  sources.set(service, source);
  return {
    stop: async () => {
      if (sources.get(service) === source) sources.delete(service);
      await source.stop();
    },
  };
}

/**
 * Runs the work inside a span, child of the current context's, and inside a context that carries the span on: into logs,
 * outbox rows and calls. When off the context's trace goes on unchanged, as W3C allows those that record nothing
 * (https://www.w3.org/TR/trace-context/#mutating-the-traceparent-field).
 */
export function span<T>(name: string, options: SpanOptions, work: () => Promise<T>): Promise<T> {
  const context = currentContext();
  if (sources.size > 0) return recorded(startSpan(name, options, context?.traceparent), work);
  return context === undefined ? runInContext({ traceparent: newTraceparent() }, work) : work();
}

/** For what begins and ends in different callbacks; whoever calls it ends it, and puts its traceparent into the context. */
export function startSpan(name: string, options: SpanOptions, parent: string | undefined): Span {
  const source = sourceOf(options, parent);
  if (source === undefined) return { traceparent: continued(parent), end: () => undefined };
  return new RunningSpan(source, source.start(name, options, parent));
}

class RunningSpan implements Span {
  constructor(
    source: SpanSource,
    private readonly begun: Span,
  ) {
    running.set(begun.traceparent, source);
  }

  get traceparent(): string {
    return this.begun.traceparent;
  }

  end(outcome?: SpanOutcome): void {
    running.delete(this.begun.traceparent);
    this.begun.end(outcome);
  }
}

async function recorded<T>(span: Span, work: () => Promise<T>): Promise<T> {
  try {
    const result = await runInContext({ ...currentContext(), traceparent: span.traceparent }, work);
    span.end();
    return result;
  } catch (error) {
    span.end({ error });
    throw error;
  }
}

function sourceOf({ service }: SpanOptions, parent: string | undefined): SpanSource | undefined {
  if (sources.size === 0) return undefined;
  if (service !== undefined) return sources.get(service);
  const [first] = sources.values();
  return running.get(parent ?? '') ?? first;
}

function continued(parent: string | undefined): string {
  return parent !== undefined && traceIdOf(parent) !== null ? parent : newTraceparent();
}
