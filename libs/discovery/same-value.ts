import { isDeepStrictEqual } from 'node:util';

/** Do two JSON texts say the same? undefined: there is none. White space and the order of keys do not count. */
export function isSameValue(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one === other || isDeepStrictEqual(JSON.parse(one), JSON.parse(other));
}
