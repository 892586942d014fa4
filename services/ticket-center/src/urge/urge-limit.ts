const HOUR_MS = 3_600_000;

/**
 * When it may be urged again: `now`, or as soon as less than `most` urges are of the hour before.
 * @param earlier in order of time
 */
export function nextUrgeAt(earlier: readonly Date[], most: number, now: Date): Date {
  const blocking = earlier.at(-most);
  if (blocking === undefined) return now;
  return new Date(Math.max(now.getTime(), blocking.getTime() + HOUR_MS));
}
