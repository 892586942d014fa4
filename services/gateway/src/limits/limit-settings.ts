import { z } from 'zod';

/** A token bucket: `perSecond` requests in the long run, `burst` at once after a pause. */
export const BucketSettings = z
  .object({ perSecond: z.number().positive(), burst: z.int().positive() })
  .refine(({ perSecond, burst }) => burst >= perSecond, 'burst: at least what comes in a second');
export type BucketSettings = z.output<typeof BucketSettings>;

/** The live value `gateway/limits`: of all requests of a tenant together, and of each client (identity, else address); and of WebSockets. */
export const LimitSettings = z.object({
  /** Open at once, on each gateway, and what each may send. */
  sockets: z
    .object({
      tenant: z.int().positive().default(20_000),
      client: z.int().positive().default(50),
      frames: BucketSettings.default({ perSecond: 50, burst: 200 }),
    })
    .prefault({}),
  tenant: BucketSettings.default({ perSecond: 2_000, burst: 4_000 }),
  client: BucketSettings.default({ perSecond: 500, burst: 1_000 }),
});
export type LimitSettings = z.output<typeof LimitSettings>;

export const LIMITS_KEY = 'gateway/limits';
