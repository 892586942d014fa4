/** The 97.5 % quantile of the normal distribution: intervals of 95 %. */
const Z = 1.959963984540054;

export interface Rate {
  readonly of: number;
  readonly converted: number;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * The interval of 95 % for a share.
 * Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927) 209–212.
 * @returns null: nobody was counted
 */
export function wilsonInterval({ of: n, converted }: Rate): Interval | null {
  if (n === 0) return null;
  const p = converted / n;
  const centre = p + (Z * Z) / (2 * n);
  const spread = Z * Math.sqrt((p * (1 - p)) / n + (Z * Z) / (4 * n * n));
  const scale = 1 + (Z * Z) / n;
  return { low: Math.max(0, (centre - spread) / scale), high: Math.min(1, (centre + spread) / scale) };
}

/**
 * How much more of the treated convert than of those left alone, with its interval of 95 %.
 * Newcombe, "Interval estimation for the difference between independent proportions", Statistics in Medicine 17 (1998)
 * 873–890, method 10 (hybrid score).
 * @returns null: one of the two is empty
 */
export function conversionDifference(
  treated: Rate,
  control: Rate,
): ({ readonly difference: number } & Interval) | null {
  const a = wilsonInterval(treated);
  const b = wilsonInterval(control);
  if (a === null || b === null) return null;
  const p = treated.converted / treated.of;
  const q = control.converted / control.of;
  const difference = p - q;
  return {
    difference,
    low: difference - Math.hypot(p - a.low, b.high - q),
    high: difference + Math.hypot(a.high - p, q - b.low),
  };
}
