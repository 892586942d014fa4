import { z } from 'zod';

/** Upper bounds in ms of all but the last bucket. */
const BOUNDS_MS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];

/** How a request ended: answered, 5xx, 4xx, refused by a limit, or the client did not wait. */
export type Ending = 'answered' | 'failed' | 'refused' | 'limited' | 'left';

/** Numbers of requests of one kind, such that those of several gateways can be added. */
export const Tally = z.object({
  requests: z.int(),
  failed: z.int(),
  refused: z.int(),
  limited: z.int(),
  left: z.int(),
  /** Of how many the time is known: event streams have none. */
  timed: z.int(),
  totalMs: z.number(),
  longestMs: z.number(),
  buckets: z.array(z.int()).length(BOUNDS_MS.length + 1),
});
export type Tally = z.output<typeof Tally>;

export function emptyTally(): Tally {
  const counts = { requests: 0, failed: 0, refused: 0, limited: 0, left: 0 };
  return { ...counts, timed: 0, totalMs: 0, longestMs: 0, buckets: BOUNDS_MS.map(() => 0).concat(0) };
}

/** @param ms undefined: an event stream, which has no length of its own. */
export function count(tally: Tally, ending: Ending, ms: number | undefined): void {
  tally.requests += 1;
  if (ending !== 'answered') tally[ending] += 1;
  if (ms === undefined) return;
  tally.timed += 1;
  tally.totalMs += ms;
  if (ms > tally.longestMs) tally.longestMs = ms;
  let at = 0;
  while (at < BOUNDS_MS.length && ms > BOUNDS_MS[at]!) at += 1;
  tally.buckets[at]! += 1;
}

export function add(sum: Tally, other: Tally): void {
  for (const name of ['requests', 'failed', 'refused', 'limited', 'left', 'timed', 'totalMs'] as const)
    sum[name] += other[name];
  sum.longestMs = Math.max(sum.longestMs, other.longestMs);
  for (const [at, held] of other.buckets.entries()) sum.buckets[at]! += held;
}

/** In ms, as the upper end of the bucket it lies in, so never too small by more than that; null when nothing was timed. */
export function quantile({ timed, buckets, longestMs }: Tally, share: number): number | null {
  if (timed === 0) return null;
  let left = Math.ceil(timed * share);
  const at = buckets.findIndex((held) => (left -= held) <= 0);
  return Math.min(BOUNDS_MS[at] ?? longestMs, longestMs);
}

/** Of those that were let in and waited for the answer. */
export function errorRate({ requests, failed, limited, left }: Tally): number {
  const served = requests - limited - left;
  return served > 0 ? failed / served : 0;
}
