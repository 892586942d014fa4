import { meanInterval, wilsonInterval, type Estimate } from '#libs/quality-rules/statistics/intervals';

/** Sums of scores in percent. */
export interface Summed {
  readonly key: string;
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
  readonly passed: number;
}

export interface ReportRow {
  readonly key: string;
  readonly score: Estimate;
  readonly passRate: Estimate;
  readonly severity: Estimate | null;
}

export function reportRow({ key, passed, ...sums }: Summed, severity?: Estimate): ReportRow {
  return { key, score: meanInterval(sums), passRate: wilsonInterval(passed, sums.n), severity: severity ?? null };
}

/** As a database gives it, in hundredths of a percent. */
export function summed({ key, n, sum, squares, passed }: Record<string, string | number | null>): Summed {
  const sums = { n: Number(n), sum: Number(sum) / 100, squares: Number(squares) / 10_000 };
  return { key: key === null ? '' : String(key), ...sums, passed: Number(passed) };
}
