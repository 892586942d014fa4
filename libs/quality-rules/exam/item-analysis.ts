import { correlation, mean, variance } from './moments.js';

/** What somebody got for a question. */
export interface ItemResult {
  readonly itemId: string;
  /** From 0 to 1. */
  readonly share: number;
  /** Places of the options they chose, where there were any. */
  readonly chosen: readonly number[];
}

/** An attempt that counts; `total` is its share of all points, from 0 to 1. */
export interface AttemptResult {
  readonly total: number;
  readonly items: readonly ItemResult[];
}

export interface OptionCounts {
  readonly option: number;
  readonly chosen: number;
  /** Of the best and of the worst 27 %. */
  readonly upper: number;
  readonly lower: number;
}

export interface ItemFigures {
  readonly itemId: string;
  readonly attempts: number;
  /** p: the mean share of its points; the higher, the easier. */
  readonly difficulty: number;
  /** r of item and total; of what is right or wrong the point-biserial. Null where either never varies. */
  readonly pointBiserial: number | null;
  /** p of the best 27 % less p of the worst (Kelley 1939). */
  readonly upperLower: number;
  readonly options: readonly OptionCounts[];
}

export interface Reliability {
  /** Questions that everybody had. */
  readonly items: number;
  /** Cronbach 1951; null where it has no meaning: under two items or attempts, or totals that never vary. */
  readonly alpha: number | null;
  /** Kuder and Richardson 1937, formula 20; null as alpha, and where points were given in part. */
  readonly kr20: number | null;
}

/** Kelley, The selection of upper and lower groups for the validation of test items, J. Educ. Psych. 30, 1939. */
const EXTREME = 0.27;

/** Of every question that somebody had, in the order of their ids. Each by those attempts that had it. */
export function itemFigures(attempts: readonly AttemptResult[]): ItemFigures[] {
  const ids = new Set(attempts.flatMap(({ items }) => items.map(({ itemId }) => itemId)));
  return [...ids].sort().map((itemId) => figuresOf(itemId, attempts));
}

interface Had extends ItemResult {
  readonly total: number;
}

function figuresOf(itemId: string, attempts: readonly AttemptResult[]): ItemFigures {
  const had = attempts.flatMap(({ total, items }) =>
    items.filter((item) => item.itemId === itemId).map((item): Had => ({ ...item, total })),
  );
  const ranked = had.toSorted((one, other) => other.total - one.total);
  const size = Math.max(1, Math.round(had.length * EXTREME));
  const [upper, lower] = [ranked.slice(0, size), ranked.slice(-size)];
  const shares = had.map(({ share }) => share);
  const totals = had.map(({ total }) => total);
  return {
    itemId,
    attempts: had.length,
    difficulty: mean(shares),
    pointBiserial: correlation(shares, totals),
    upperLower: mean(upper.map(({ share }) => share)) - mean(lower.map(({ share }) => share)),
    options: optionCounts(had, upper, lower),
  };
}

function optionCounts(all: readonly Had[], upper: readonly Had[], lower: readonly Had[]): OptionCounts[] {
  const options = new Set(all.flatMap(({ chosen }) => chosen));
  const choosing = (some: readonly Had[], option: number) =>
    some.filter(({ chosen }) => chosen.includes(option)).length;
  return [...options]
    .sort((one, other) => one - other)
    .map((option) => ({
      option,
      chosen: choosing(all, option),
      upper: choosing(upper, option),
      lower: choosing(lower, option),
    }));
}

/** How well the questions that everybody had measure one thing; each counts the same, whatever its points. */
export function reliability(attempts: readonly AttemptResult[]): Reliability {
  const shares = attempts.map(({ items }) => new Map(items.map(({ itemId, share }) => [itemId, share])));
  const common = [...(shares[0]?.keys() ?? [])].filter((id) => shares.every((each) => each.has(id)));
  const columns = common.map((id) => shares.map((each) => each.get(id)!));
  const sums = shares.map((each) => common.reduce((sum, id) => sum + each.get(id)!, 0));
  const spread = variance(sums);
  if (common.length < 2 || attempts.length < 2 || spread === 0)
    return { items: common.length, alpha: null, kr20: null };
  const within = columns.reduce((sum, column) => sum + variance(column), 0);
  const alpha = (common.length / (common.length - 1)) * (1 - within / spread);
  const isDichotomous = columns.every((column) => column.every((share) => share === 0 || share === 1));
  return { items: common.length, alpha, kr20: isDichotomous ? alpha : null };
}
