/** A part of a text in code units; `to` is behind the last. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export function within({ from, to }: Span, spans: readonly Span[]): boolean {
  return spans.some((each) => each.from <= from && to <= each.to);
}

/** Of overlapping ones the first to begin, of those the longest; all that stand in exactly the same place. */
export function leftmostLongest<T extends Span>(spans: readonly T[]): T[] {
  const kept: T[] = [];
  for (const each of [...spans].sort((a, b) => a.from - b.from || b.to - a.to)) {
    const last = kept.at(-1);
    const same = last?.from === each.from && last.to === each.to;
    if (last === undefined || same || each.from >= last.to) kept.push(each);
  }
  return kept;
}
