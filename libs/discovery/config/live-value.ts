import type { Setting } from '#libs/contracts/settings/setting';
import type { Logger } from 'pino';
import { z } from 'zod';
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
  #current: T;
  #rejections = 0;
  readonly #listeners = new Set<(value: T) => void>();
  readonly #stopWatching: () => void;

  constructor(
    centre: ConfigCentre,
    private readonly setting: Setting<T>,
    private readonly logger: Logger,
  ) {
    const { key } = setting;
    this.#current = setting.byDefault;
    this.#take(centre.get(key));
    this.#stopWatching = centre.watch(key, (changed, text) => {
      if (changed === key) this.#take(text);
    });
  }

  get current(): T {
    return this.#current;
  }

  /** How many values were refused since the start. */
  get rejections(): number {
    return this.#rejections;
  }

  onChange(listener: (value: T) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    this.#stopWatching();
  }

  #take(text: string | undefined): void {
    const { byDefault, schema } = this.setting;
    const read = text === undefined ? { success: true as const, data: byDefault } : parse(text, schema);
    if (!read.success) return this.#refuse(read.problems);
    this.#current = read.data;
    for (const listener of this.#listeners) listener(read.data);
  }

  #refuse(problems: string): void {
    this.#rejections += 1;
    this.logger.error({ key: this.setting.key, problems }, 'configuration value refused, the last good one stays');
  }
}

type Read<T> = { success: true; data: T } | { success: false; problems: string };

function parse<T>(text: string, schema: z.ZodType<T>): Read<T> {
  try {
    const result = schema.safeParse(JSON.parse(text));
    return result.success ? result : { success: false, problems: z.prettifyError(result.error) };
  } catch {
    return { success: false, problems: 'it is not JSON' };
  }
}
