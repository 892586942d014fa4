import type { Moment } from './condition.dto.js';

const UNITS_MS = [604_800_000, 86_400_000, 3_600_000, 60_000, 1_000];
const DURATION = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** Undefined: of no fixed length, as months are. */
export function millisecondsOf(duration: string): number | undefined {
  const parts = DURATION.exec(duration)?.slice(1);
  return parts?.reduce((sum, part, unit) => sum + Number(part ?? 0) * UNITS_MS[unit]!, 0);
}

/** What is added to now, in milliseconds; undefined for a fixed time. */
export function offsetOf(moment: Moment): number | undefined {
  if (typeof moment === 'string') return undefined;
  return 'ago' in moment ? -millisecondsOf(moment.ago)! : millisecondsOf(moment.ahead)!;
}

/** Milliseconds since 1970. */
export function timeOf(moment: Moment, now: Date): number {
  return typeof moment === 'string' ? Date.parse(moment) : now.getTime() + offsetOf(moment)!;
}
