import { currentContext, traceIdOf } from '#libs/persistence/tenant/tenant-context';
import { pino, type DestinationStream, type Logger, type LoggerOptions } from 'pino';
import { errorReport } from './error-report.js';
import { redacted } from './redaction.js';

const BUFFER_BYTES = 4_096;
const FLUSH_EVERY_MS = 100;

export interface LoggerSettings {
  /** Name of the service, on every line. */
  readonly service: string;
  readonly level: pino.LevelWithSilent;
  /** Where the lines go; standard output when not given. */
  readonly destination?: DestinationStream;
}

/**
 * JSON lines with the tenant, trace id and request id of the current context. Errors as an ErrorReport, fields redacted.
 * Lines are buffered: `flush(done)` writes them out, and so does the end of the process.
 */
export function createLogger({ service, level, destination = standardOutput() }: LoggerSettings): Logger {
  const options: LoggerOptions = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: fromContext,
    formatters: { level: (label) => ({ level: label }), log: redacted },
    // Pino's own would rebuild the report it is given.
    serializers: { err: (report: unknown) => report },
    hooks: { logMethod: withSafeMessage },
  };
  return withRedactedChildren(pino(options, destination));
}

/** Lines wait until there are enough of them, at most a tenth of a second. */
export function bufferedDestination(dest: number | string) {
  return pino.destination({ dest, sync: false, minLength: BUFFER_BYTES, periodicFlush: FLUSH_EVERY_MS });
}

let shared: DestinationStream | undefined;

/** One per process: two writers on one pipe could break each other's lines. */
function standardOutput(): DestinationStream {
  return (shared ??= bufferedDestination(process.stdout.fd));
}

function fromContext(): object {
  const context = currentContext();
  if (context === undefined) return {};
  const { tenantId, traceparent, requestId } = context;
  return { tenant: tenantId, trace: traceIdOf(traceparent) ?? undefined, request: requestId };
}

/** Where a line has no message of its own pino takes the error's as it is. */
const withSafeMessage: NonNullable<LoggerOptions['hooks']>['logMethod'] = function (args, method) {
  const [first, message] = args as unknown[];
  const error = first instanceof Error ? first : (first as { err?: unknown } | undefined)?.err;
  if (message === undefined && error instanceof Error) {
    method.call(this, first instanceof Error ? { err: first } : first, errorReport(error).message);
  } else method.apply(this, args);
};

/** Pino runs no formatter over the fields a child logger is made with. */
function withRedactedChildren(logger: Logger): Logger {
  const prototype = Object.getPrototypeOf(logger) as Logger;
  logger.child = function (this: Logger, bindings, options) {
    return prototype.child.call(this, redacted(bindings), options);
  } as Logger['child'];
  return logger;
}
