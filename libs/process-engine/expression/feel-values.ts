import { FeelDate, FeelDateTime, FeelDuration, FeelTime, toFeel } from 'feelin';
import type { Json } from '../model/expression.js';
import { zoned } from '../time/zoned.js';
import type { Moment } from './moment.js';

/** What a variable can hold of a FEEL value: temporal values as ISO-8601, a zone by its name as the offset it has then. */
export function toJson(value: unknown): Json {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError('The result is not a finite number.');
    return value;
  }
  if (Array.isArray(value)) return value.map(toJson);
  if (value instanceof FeelDateTime) return withOffset(value);
  if (value instanceof FeelDate || value instanceof FeelTime || value instanceof FeelDuration) return value.toString();
  if (Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, toJson(each)]));
  }
  throw new TypeError('The result is a function or a range: no variable can hold it.');
}

function withOffset(value: FeelDateTime): string {
  if (value.zone === null || !value.iso.includes('@')) return value.iso;
  return value.unwrap().toZonedDateTime(value.zone).toString({ timeZoneName: 'never' });
}

/** The moment as FEEL's date and time, in its zone. */
export function dateTimeIn({ now, timeZone }: Moment): FeelDateTime {
  return toFeel(zoned(now, timeZone)) as FeelDateTime;
}

/** The date of the moment, in its zone. */
export function dateIn(moment: Moment): FeelDate {
  return toFeel(dateTimeIn(moment).unwrap().toPlainDate()) as FeelDate;
}
