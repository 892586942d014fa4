import { z } from 'zod';
import { errorRate, quantile, type Tally } from './tally.js';

/** What is told of a number of requests. */
export const Figures = z.object({
  requests: z.int(),
  failed: z.int(),
  refused: z.int(),
  limited: z.int(),
  left: z.int(),
  errorRate: z.number().describe('failed, of those that were let in and waited'),
  meanMs: z.number().nullable(),
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
  p99Ms: z.number().nullable(),
  longestMs: z.number(),
});
export type Figures = z.output<typeof Figures>;

export function figuresOf(tally: Tally): Figures {
  const { requests, failed, refused, limited, left, timed, totalMs, longestMs } = tally;
  return {
    ...{ requests, failed, refused, limited, left },
    errorRate: Math.round(errorRate(tally) * 10_000) / 10_000,
    meanMs: timed === 0 ? null : tenths(totalMs / timed),
    p50Ms: rounded(quantile(tally, 0.5)),
    p95Ms: rounded(quantile(tally, 0.95)),
    p99Ms: rounded(quantile(tally, 0.99)),
    longestMs: tenths(longestMs),
  };
}

function rounded(ms: number | null): number | null {
  return ms === null ? null : tenths(ms);
}

function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}
