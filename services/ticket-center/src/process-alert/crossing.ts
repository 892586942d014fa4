import { millisecondsOf } from '../process/window.api.js';
import type { AlertRule, Watched } from './process-alert.schema.js';

export type Crossing = 'raise' | 'clear' | null;

/**
 * What a measurement means for a rule. An alert is raised when the value is beyond the threshold, and cleared when it has
 * come back to the clear value: in between nothing changes. null, nothing to measure, is never beyond, and clears.
 */
export function crossingOf(
  { watched, alert, raisedAt }: Pick<AlertRule, 'watched' | 'alert' | 'raisedAt'>,
  measured: number | null,
  now: Date,
): Crossing {
  if (alert !== null) return isGood(watched, measured) ? 'clear' : null;
  return isBad(watched, measured) && isRested(watched, raisedAt, now) ? 'raise' : null;
}

function isBad({ comparison, value }: Watched, measured: number | null): boolean {
  if (measured === null) return false;
  return comparison === 'above' ? measured > value : measured < value;
}

function isGood({ comparison, clearValue }: Watched, measured: number | null): boolean {
  if (measured === null) return true;
  return comparison === 'above' ? measured <= clearValue : measured >= clearValue;
}

function isRested({ pause }: Watched, raisedAt: Date | null, now: Date): boolean {
  return raisedAt === null || now.getTime() - raisedAt.getTime() >= millisecondsOf(pause)!;
}
