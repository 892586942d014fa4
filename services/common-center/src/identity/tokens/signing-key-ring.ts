/** A key and when it begins to sign, in ms since 1970. */
export interface InTurn {
  readonly signsFrom: number;
}

/** Published so long before it signs: whoever has asked for the keys in the meantime knows it. */
export const ANNOUNCED_MS = 600_000;
/** Published so long after the next one took over: the longest life of a token, and a minute for clocks that differ. */
export const KEPT_MS = 3_660_000;

/** The youngest whose time has come. @param keys oldest first, at least one of which signs */
export function signingAt<Key extends InTurn>(keys: readonly Key[], now: number): Key {
  return keys.findLast(({ signsFrom }) => signsFrom <= now)!;
}

/** What tokens may be signed with that are good now, or will be soon. @param keys oldest first */
export function publishedAt<Key extends InTurn>(keys: readonly Key[], now: number): Key[] {
  return keys.filter((_, index) => {
    const successor = keys[index + 1];
    return successor === undefined || now < successor.signsFrom + KEPT_MS;
  });
}
