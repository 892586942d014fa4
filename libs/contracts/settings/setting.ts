import type { z } from 'zod';

/** One key of the config centre: what may stand there, what it is for, and what holds while nothing stands there. */
export interface Setting<T = unknown> {
  readonly key: string;
  readonly description: string;
  readonly schema: z.ZodType<T>;
  readonly byDefault: T;
}

/** Many keys of one kind, `<prefix><name>`; nothing stands there by default. */
export interface SettingFamily<T = unknown> {
  readonly prefix: string;
  readonly description: string;
  readonly schema: z.ZodType<T>;
}
