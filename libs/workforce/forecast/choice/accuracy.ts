/** How far forecasts were from what came. */
export interface Accuracy {
  /** Σ|y − ŷ| / Σy: no interval with few contacts outweighs the others, as it does in MAPE. */
  readonly wape: number;
  readonly rmse: number;
  /** Mean absolute error in that of the seasonal naive forecast of the history (Hyndman & Koehler 2006). */
  readonly mase: number;
  /** Σ(ŷ − y) / Σy. */
  readonly bias: number;
}

/** @param scale mean absolute error of the seasonal naive forecast within the history */
export function accuracyOf(actual: readonly number[], forecast: readonly number[], scale: number): Accuracy {
  let absolute = 0;
  let squared = 0;
  let signed = 0;
  let total = 0;
  actual.forEach((value, at) => {
    const error = forecast[at]! - value;
    absolute += Math.abs(error);
    squared += error ** 2;
    signed += error;
    total += value;
  });
  const count = Math.max(1, actual.length);
  return {
    wape: absolute / total,
    rmse: Math.sqrt(squared / count),
    mase: absolute / count / scale,
    bias: signed / total,
  };
}

/** Sums of so many neighbours, e.g. half-hours of five-minute intervals; the last one may be of fewer. */
export function grouped(values: readonly number[], size: number): number[] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, at) =>
    values.slice(at * size, (at + 1) * size).reduce((sum, value) => sum + value, 0),
  );
}
