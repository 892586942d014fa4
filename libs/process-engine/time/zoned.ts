import { parseDateTime, toFeel } from 'feelin';
import type { FeelDateTime } from 'feelin';

/** The instant in its zone; feelin's Temporal does the arithmetic. */
export function zoned(at: Date, timeZone: string) {
  return (toFeel(at) as FeelDateTime).unwrap().toZonedDateTime('UTC').withTimeZone(timeZone);
}

const pattern = /^(\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)?)(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/;

/**
 * An ISO-8601 date, with or without time, with or without offset; without offset it is meant in the zone.
 * Undefined when the text is none.
 */
export function parseMoment(text: string, timeZone: string): Date | undefined {
  const [, local, offset] = pattern.exec(text.trim()) ?? [];
  const dateTime = local === undefined ? null : parseDateTime(local);
  if (!dateTime) return undefined;
  const zone = offset === 'Z' ? 'UTC' : (offset ?? timeZone);
  return new Date(dateTime.unwrap().toZonedDateTime(zone).epochMilliseconds);
}
