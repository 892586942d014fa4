import { z } from 'zod';
import type { Setting } from './setting.js';

/** The live value `gateway/overload`: from when on a gateway has more to do than it can. */
export const OverloadSettings = z.strictObject({
  isOn: z.boolean().default(true),
  /** The event loop comes so much later to what is due, ms, in the mean of a quarter of a second. */
  delayMs: z.number().min(10).max(10_000).default(250),
  /** Requests that nobody has begun to answer. */
  inFlight: z.int().min(10).max(1_000_000).default(5_000),
});
export type OverloadSettings = z.output<typeof OverloadSettings>;

export const overloadSetting: Setting<OverloadSettings> = {
  key: 'gateway/overload',
  description: 'From when on a gateway refuses requests because it cannot do them all, the least important first',
  schema: OverloadSettings,
  byDefault: OverloadSettings.parse({}),
};
