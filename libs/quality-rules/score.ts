export type FatalReach = 'item' | 'group' | 'form';

/** How an item was judged. */
export interface JudgedItem {
  /** The points a perfect answer gets; more than 0. */
  readonly possible: number;
  /** From 0 to `possible`; null: it does not apply. */
  readonly points: number | null;
  /** What less than all its points makes 0: `form` is the whole score (致命错误一票否决); null: nothing but what it lacks. */
  readonly fatal: FatalReach | null;
  /** Part of the critical score, too. */
  readonly critical?: boolean;
}

export interface JudgedGroup {
  /** More than 0; only its share among the groups counts. */
  readonly weight: number;
  readonly items: readonly JudgedItem[];
}

/**
 * How groups weigh against each other. `points`: the weight multiplies each point, so a group with more points weighs more
 * (Genesys, help.mypurecloud.com/?p=144862). `groups`: the weight multiplies the group's share of its points, however many.
 * Each form version keeps its mode: the same answers score differently in the other.
 */
export type WeightMode = 'points' | 'groups';

/** In percent, 0 to 100, not rounded; null when nothing applied. */
export interface Score {
  /** 0 as soon as an item fatal to the form was missed. */
  readonly total: number | null;
  /** The items that are not fatal, whatever became of the fatal ones. */
  readonly nonFatal: number | null;
  /** An item fatal to the form. */
  readonly fatalMissed: boolean;
}

/**
 * Scores a form: what does not apply counts neither for nor against, in items and in whole groups.
 * @throws RangeError when weights or points are out of their ranges.
 */
export function score(groups: readonly JudgedGroup[], mode: WeightMode): Score {
  groups.forEach(check);
  const fatalMissed = groups.some(({ items }) => items.some((item) => isMissed(item, 'form')));
  return {
    total: fatalMissed ? 0 : percent(groups.map(withLosses), mode),
    nonFatal: percent(groups.map(withoutFatal), mode),
    fatalMissed,
  };
}

/** Of the critical items alone, in percent; null when none applied. */
export function criticalScore(groups: readonly JudgedGroup[], mode: WeightMode): number | null {
  return percent(
    groups.map(({ weight, items }) => ({ weight, items: items.filter(({ critical }) => critical) })),
    mode,
  );
}

function percent(groups: readonly JudgedGroup[], mode: WeightMode): number | null {
  const sums = groups.map(summed).filter(({ possible }) => possible > 0);
  if (sums.length === 0) return null;
  if (mode === 'points') {
    return (100 * sumOf(sums, (sum) => sum.weight * sum.points)) / sumOf(sums, (sum) => sum.weight * sum.possible);
  }
  return (100 * sumOf(sums, (sum) => (sum.weight * sum.points) / sum.possible)) / sumOf(sums, (sum) => sum.weight);
}

function summed({ weight, items }: JudgedGroup) {
  const applying = items.filter(({ points }) => points !== null);
  return {
    weight,
    points: sumOf(applying, ({ points }) => points!),
    possible: sumOf(applying, ({ possible }) => possible),
  };
}

function withoutFatal({ weight, items }: JudgedGroup): JudgedGroup {
  return { weight, items: items.filter(({ fatal }) => fatal === null) };
}

/** What is fatal to an item or to its group takes the points there. */
function withLosses({ weight, items }: JudgedGroup): JudgedGroup {
  const isLost = items.some((item) => isMissed(item, 'group'));
  const lost = (item: JudgedItem) => item.points !== null && (isLost || isMissed(item, 'item'));
  return { weight, items: items.map((item) => (lost(item) ? { ...item, points: 0 } : item)) };
}

function isMissed({ fatal, points, possible }: JudgedItem, reach: FatalReach): boolean {
  return fatal === reach && points !== null && points < possible;
}

function check({ weight, items }: JudgedGroup): void {
  if (!(weight > 0)) throw new RangeError(`a group's weight must be more than 0, not ${weight}`);
  for (const { points, possible } of items) {
    if (!(possible > 0)) throw new RangeError(`an item's possible points must be more than 0, not ${possible}`);
    if (points !== null && !(points >= 0 && points <= possible)) {
      throw new RangeError(`an item's points must be from 0 to ${possible}, not ${points}`);
    }
  }
}

function sumOf<T>(all: readonly T[], value: (each: T) => number): number {
  return all.reduce((sum, each) => sum + value(each), 0);
}
