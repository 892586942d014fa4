import { isDeepStrictEqual } from 'node:util';

/** Do two JSON texts say the same? undefined: there is none. White space and the order of keys do not count. */
export function isSameValue(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one === other || isDeepStrictEqual(meaningOf(one), meaningOf(other));
}

/** What somebody wrote by hand and is no JSON is the same as nothing but itself. */
function meaningOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return Symbol(text);
  }
}
