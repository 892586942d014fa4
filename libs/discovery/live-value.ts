import type { Logger } from 'pino';
import type { z } from 'zod';
import type { ConfigCentre } from './config-centre.js';

/** A value that may change while the program runs. */
export interface Live<T> {
  readonly current: T;
  /** Called after each accepted change; returns the function that stops it. */
  onChange(listener: (value: T) => void): () => void;
}

/** A live value that never changes: for tests and for programs without a config centre. */
export function fixed<T>(current: T): Live<T> {
  return { current, onChange: () => () => {} };
}

/**
 * One key of the config centre, typed. A value the schema refuses raises an alarm (log line, counter) and the last good
 * value stays; a removed key means the default again.
 */
export class LiveValue<T> implements Live<T> {
  constructor(_centre: ConfigCentre, _key: string, _schema: z.ZodType<T>, _byDefault: T, _logger: Logger) {
    throw new Error('not built yet');
  }

  get current(): T {
    throw new Error('not built yet');
  }

  /** How many values were refused since the start. */
  get rejections(): number {
    throw new Error('not built yet');
  }

  onChange(_listener: (value: T) => void): () => void {
    throw new Error('not built yet');
  }

  close(): void {}
}
