/** From where on a number is wrong, and where it is well again. */
export interface Levels {
  readonly comparison: 'above' | 'below';
  /** Beyond it, it is wrong. */
  readonly enter: number;
  /** There, or on its good side, it is well again; between the two nothing changes. */
  readonly leave: number;
  /** It is wrong once it has been beyond for so long, seconds. */
  readonly forSeconds: number;
  /** It is well once it has been back for so long, seconds. */
  readonly backForSeconds: number;
}

/** What is remembered of a number from one measurement to the next. */
export interface Standing {
  readonly isWrong: boolean;
  /** Since when it is on the other side of where it stands, ms since the epoch; null: it is not. */
  readonly otherSince: number | null;
}

export const WELL: Standing = { isWrong: false, otherSince: null };

/**
 * Where a number stands after it was measured. Nothing to measure is never wrong, and back.
 * @param at ms since the epoch
 */
export function standingAfter(levels: Levels, standing: Standing, measured: number | null, at: number): Standing {
  const isOther = standing.isWrong ? isBack(levels, measured) : isBeyond(levels, measured);
  if (!isOther) return standing.otherSince === null ? standing : { ...standing, otherSince: null };
  const otherSince = standing.otherSince ?? at;
  const lastsSeconds = standing.isWrong ? levels.backForSeconds : levels.forSeconds;
  if (at - otherSince < lastsSeconds * 1_000) return { ...standing, otherSince };
  return { isWrong: !standing.isWrong, otherSince: null };
}

function isBeyond({ comparison, enter }: Levels, measured: number | null): boolean {
  if (measured === null) return false;
  return comparison === 'above' ? measured > enter : measured < enter;
}

function isBack({ comparison, leave }: Levels, measured: number | null): boolean {
  if (measured === null) return true;
  return comparison === 'above' ? measured <= leave : measured >= leave;
}
