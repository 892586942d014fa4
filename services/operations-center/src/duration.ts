import { z } from 'zod';

const PARTS = /^P(?=.)(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** An ISO-8601 duration of whole days (of 24 hours), hours, minutes and seconds, e.g. `PT30M`: nothing that calendars bend. */
export const Duration = z
  .string()
  .max(40)
  .regex(PARTS, 'expected an ISO-8601 duration of days, hours, minutes and seconds, e.g. PT30M');

/** @param duration one that `Duration` accepts. */
export function millisecondsOf(duration: string): number {
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = (PARTS.exec(duration) ?? [])
    .slice(1)
    .map((part) => Number(part ?? 0));
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000;
}
