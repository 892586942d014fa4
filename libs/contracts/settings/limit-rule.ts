import { z } from 'zod';

/** What a rule may count by. An address of IPv6 means its /64: one subscriber has all of it. */
const Dimension = z.enum(['tenant', 'client', 'user', 'caller', 'route', 'ip']);
export type Dimension = z.output<typeof Dimension>;

/** Longer nobody is kept waiting for their turn. */
const LONGEST_WAIT_S = 10;

const perSecond = z.number().positive().max(1_000_000);
const common = {
  /** As clients and metrics are told it. */
  name: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/),
  /** Each combination is counted for itself; who has not all of it (a `user` without a log-in) is not counted. */
  per: z.array(Dimension).min(1),
  /** Undefined: all. Routes by method and template, e.g. `POST /api/v1/auth/login`. */
  only: z
    .strictObject({ tenants: z.array(z.string()).optional(), routes: z.array(z.string()).optional() })
    .prefault({}),
};

const TokenBucketRule = z
  .strictObject({ ...common, algorithm: z.literal('token-bucket'), perSecond, burst: z.int().positive() })
  .refine(({ perSecond, burst }) => burst >= perSecond, 'burst: at least what comes in a second');
const LeakyBucketRule = z
  .strictObject({ ...common, algorithm: z.literal('leaky-bucket'), perSecond, queue: z.int().nonnegative() })
  .refine(({ perSecond, queue }) => queue / perSecond <= LONGEST_WAIT_S, 'queue: at most what goes in ten seconds');
const SlidingWindowRule = z.strictObject({
  ...common,
  algorithm: z.literal('sliding-window'),
  limit: z.int().positive(),
  windowMs: z.int().min(100).max(86_400_000),
});

/**
 * A limit. Token bucket: `perSecond` in the long run, `burst` at once after a pause. Leaky bucket: one after the other at
 * `perSecond`, of whom `queue` may be waiting for their turn. Sliding window: `limit` in any `windowMs`.
 */
export const LimitRule = z.discriminatedUnion('algorithm', [TokenBucketRule, LeakyBucketRule, SlidingWindowRule]);
export type LimitRule = z.output<typeof LimitRule>;
