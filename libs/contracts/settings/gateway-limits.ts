import { z } from 'zod';
import type { Setting } from './setting.js';
import { LimitRule } from './limit-rule.js';

/** A token bucket: `perSecond` frames in the long run, `burst` at once after a pause. */
const FrameSettings = z
  .object({ perSecond: z.number().positive(), burst: z.int().positive() })
  .refine(({ perSecond, burst }) => burst >= perSecond, 'burst: at least what comes in a second');

const HOUSE_RULES: readonly z.input<typeof LimitRule>[] = [
  { name: 'caller', per: ['caller'], algorithm: 'token-bucket', perSecond: 500, burst: 1_000 },
  { name: 'tenant', per: ['tenant'], algorithm: 'token-bucket', perSecond: 2_000, burst: 4_000 },
];

/** The live value `gateway/limits`: rules for requests, and what WebSockets may. */
export const LimitSettings = z.strictObject({
  /** WebSockets and event streams that are open at once, on each gateway, and what each socket may send. */
  sockets: z
    .object({
      tenant: z.int().positive().default(20_000),
      client: z.int().positive().default(50),
      frames: FrameSettings.default({ perSecond: 50, burst: 200 }),
    })
    .prefault({}),
  /** All that fit a request are counted, or none when one of them refuses it. */
  rules: z
    .array(LimitRule)
    .max(30)
    .refine((rules) => new Set(rules.map(({ name }) => name)).size === rules.length, 'rules: each name once')
    .prefault([...HOUSE_RULES]),
});
export type LimitSettings = z.output<typeof LimitSettings>;

export const limitsSetting: Setting<LimitSettings> = {
  key: 'gateway/limits',
  description: 'What may be asked of the gateway: rules for requests, and what WebSockets may',
  schema: LimitSettings,
  byDefault: LimitSettings.parse({}),
};
