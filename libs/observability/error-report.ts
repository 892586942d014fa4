/** What may be told about an error: never its payload. */
export interface ErrorReport {
  readonly type: string;
  readonly message?: string;
  readonly code?: string | number;
  /** The frames alone, without the message that a stack begins with. */
  readonly stack?: string;
  readonly cause?: ErrorReport;
}

const CAUSES = 3;

/**
 * Type, message, code and stack of anything thrown, and of what caused it. Everything else an error carries stays out:
 * TypeORM's QueryFailedError, for one, holds the statement and its parameters.
 */
export function errorReport(thrown: unknown, causes = CAUSES): ErrorReport {
  if (!(thrown instanceof Error)) return { type: thrown === null ? 'null' : typeof thrown };
  return {
    type: thrown.name,
    message: quotesData(thrown) ? beforeFirstQuote(thrown.message) : thrown.message,
    code: codeOf(thrown),
    stack: thrown.stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
    cause: thrown.cause === undefined || causes === 0 ? undefined : errorReport(thrown.cause, causes - 1),
  };
}

/** Databases name the refused value in their message (`Duplicate entry 'ann@example.org' for key …`), JSON.parse its text. */
function quotesData(error: Error): boolean {
  return (
    error.name === 'SyntaxError' || 'query' in error || 'sql' in error || /^(ER_|SQLITE_)/.test(String(codeOf(error)))
  );
}

/** Not up to the closing quote: values have quotes of their own, and long messages are cut off inside a value. */
function beforeFirstQuote(message: string): string {
  return message.replace(/['"`].*$/s, '…');
}

function codeOf(error: Error): string | number | undefined {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' || typeof code === 'number' ? code : undefined;
}
