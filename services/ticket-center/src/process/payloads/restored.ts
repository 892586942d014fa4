import { isReference } from './payload-reference.js';
import type { Payload } from './put-aside.js';

/** The body of a record with the values it names in their places, as whoever replays it needs it. */
export function restored(body: object, payloads: readonly Pick<Payload, 'sha256' | 'value'>[]): object {
  const values = new Map(payloads.map(({ sha256, value }) => [sha256, value]));
  const whole = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (isReference(value)) return values.get(value.$ref);
    if (Array.isArray(value)) return value.map(whole);
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, whole(each)]));
  };
  return whole(body) as object;
}
