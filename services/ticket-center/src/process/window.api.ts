import { lengthOf, parseDuration } from '#libs/process-engine/time/duration';
import { z } from 'zod';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** ms of an exact ISO 8601 duration. */
export function millisecondsOf(text: string): number | undefined {
  const duration = parseDuration(text);
  return duration && lengthOf(duration);
}

/** What is looked back on; longer ones would be read for long. */
export const Window = z
  .string()
  .max(32)
  .refine(isUsable, 'an ISO 8601 duration from a minute to an hour, e.g. PT5M')
  .describe('ISO 8601, from PT1M to PT1H');

function isUsable(text: string): boolean {
  const ms = millisecondsOf(text);
  return ms !== undefined && ms >= MINUTE_MS && ms <= HOUR_MS;
}
