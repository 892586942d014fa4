import type { TimeCell } from './cell.schema.js';

/** Cells of the same key become one; in the order in which everybody locks them. */
export function summedTimes(cells: readonly TimeCell[]): TimeCell[] {
  const sums = new Map<string, TimeCell>();
  for (const cell of cells) {
    const { level, start, agentId, teamId, state } = cell;
    const name = JSON.stringify([level, start.getTime(), agentId, teamId, state]);
    sums.set(name, { ...cell, ms: cell.ms + (sums.get(name)?.ms ?? 0) });
  }
  const named = [...sums].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return named.map(([, cell]) => cell);
}
