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

/** So much around an even spread, which ends in the middle between the least and the most. */
export function nearEven(days: number, least: number, most: number, width: number): Corridor {
  if (most + 1 <= width) return everything(days, most);
  const middle = (least + most) / 2;
  const from = Int32Array.from({ length: days + 1 }, (_, day) =>
    Math.max(0, Math.min(most - width + 1, Math.round(middle * (day / days) - width / 2))),
  );
  return { from, width };
}
