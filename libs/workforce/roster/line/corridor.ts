/**
 * What of a count that grows day by day a search keeps apart. Over a short horizon that is everything; over a long one only what is near an even
 * spread, so that the search ends in time and is no longer exact.
 */
export interface Corridor {
  /** The least that is kept after so many days. */
  readonly from: Int32Array;
  readonly width: number;
}

/** Everything up to the most. */
export function everything(days: number, most: number): Corridor {
  return { from: new Int32Array(days + 1), width: most + 1 };
}

/** How much of all days that can be worked lies before each, from 0 to 1; without any, of all days. */
export function shareBefore(canWork: readonly boolean[]): Float64Array {
  const counted = canWork.includes(true) ? canWork : canWork.map(() => true);
  const before = [0];
  for (const each of counted) before.push(before.at(-1)! + (each ? 1 : 0));
  return Float64Array.from(before, (days) => days / before.at(-1)!);
}

/** So much around an even spread, which ends in the middle between the least and the most. @param share by {@link shareBefore} */
export function nearEven(share: Float64Array, least: number, most: number, width: number): Corridor {
  if (most + 1 <= width) return everything(share.length - 1, most);
  const middle = (least + most) / 2;
  const from = Int32Array.from(share, (before) =>
    Math.max(0, Math.min(most - width + 1, Math.round(middle * before - width / 2))),
  );
  return { from, width };
}
