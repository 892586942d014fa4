import { z } from 'zod';

/** How a target is protected. Breaker numbers are Hystrix's (HystrixCommandProperties); times in ms. */
export const PolicySettings = z.object({
  /** For all attempts of a call together. */
  timeoutMs: z.int().positive().default(5_000),
  /** Calls in flight to the target; more are refused at once. */
  bulkhead: z.int().positive().default(256),
  /** Opens when more than `ratio` of at least `volume` calls within `windowMs` failed; after `openMs` one probe decides. */
  breaker: z
    .object({
      ratio: z.number().gt(0).lt(1).default(0.5),
      volume: z.int().positive().default(20),
      windowMs: z.int().positive().default(10_000),
      openMs: z.int().positive().default(5_000),
    })
    .prefault({}),
  /**
   * For idempotent calls: `attempts` in all, with a pause of random length up to `baseMs` × 2ⁿ, at most `maxMs`. In any 10 s
   * no more than `minimum` + `ratio` × requests are tried again.
   */
  retry: z
    .object({
      attempts: z.int().min(1).default(3),
      baseMs: z.number().nonnegative().default(25),
      maxMs: z.number().nonnegative().default(500),
      ratio: z.number().min(0).max(1).default(0.1),
      minimum: z.int().min(0).default(20),
    })
    .prefault({}),
});
export type PolicySettings = z.output<typeof PolicySettings>;

/** The live value `resilience`: the settings of all targets, and of those that differ. */
export const ResilienceSettings = z.object({
  byDefault: PolicySettings.prefault({}),
  targets: z.record(z.string(), PolicySettings).default({}),
});
export type ResilienceSettings = z.output<typeof ResilienceSettings>;
