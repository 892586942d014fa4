import type { Highs } from 'highs';
import type { KnownBound } from './column-generation.js';
import { CoverTally } from './cover-tally.js';
import { MasterProblem, withColumns } from './master-problem.js';
import type { Roster } from './roster-problem.js';
import { usefulLines } from './useful-lines.js';
import type { WorkforceLines } from './workforce-lines.js';

const MOST_LINES = 15_000;

export interface Proof {
  /** The best that was found. */
  readonly roster: Roster | undefined;
  /** No roster costs less, if none is as cheap as the one that was known. */
  readonly bound: number;
}

/** The best of all rosters that are cheaper than a known one, by all lines that can have a part in one. @returns null: too many lines are left */
export function provenBest(
  lines: WorkforceLines,
  roster: Roster,
  known: KnownBound,
  highs: Highs,
  seconds: number,
): Proof | null {
  const everybody = roster.map((_, employee) => employee);
  const columns = usefulLines(lines, everybody, known, lines.cost(roster) - 1, MOST_LINES);
  if (columns === null || !lines.exact) return null;
  const nobody = new CoverTally(lines.problem);
  const master = new MasterProblem(highs, lines, everybody, (place) => nobody.missing(place));
  try {
    roster.forEach((line, employee) => master.add({ employee, line }));
    for (const column of columns) master.add(column);
    const { taken, bound } = master.whole(seconds, master.placesOf(roster));
    return { roster: taken ? withColumns(roster, taken) : undefined, bound };
  } finally {
    master.dispose();
  }
}
