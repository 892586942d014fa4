import { z } from 'zod';
import type { Setting } from './setting.js';

/** The live value `gateway/assurance`: from when on something is wrong. */
export const AssuranceSettings = z.object({
  /** A call that takes longer is kept; a service or route whose 95th percentile is longer is slow. */
  slowMs: z.number().positive().default(1_000),
  /** Share of failed calls from which on a service or route is degraded, and from which on it is failing. */
  degradedRatio: z.number().gt(0).lte(1).default(0.05),
  failingRatio: z.number().gt(0).lte(1).default(0.5),
  /** Fewer calls than this say nothing. */
  leastRequests: z.int().positive().default(20),
});
export type AssuranceSettings = z.output<typeof AssuranceSettings>;

export const assuranceSetting: Setting<AssuranceSettings> = {
  key: 'gateway/assurance',
  description: 'From when on calls are slow, and services and routes degraded or failing',
  schema: AssuranceSettings,
  byDefault: AssuranceSettings.parse({}),
};
