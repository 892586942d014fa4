import { generateColumns } from './column-generation.js';
import { CoverTally } from '../cover-tally.js';
import { dive } from './dive.js';
import { MasterProblem, withColumns } from './master-problem.js';
import type { Roster } from '../roster-problem.js';
import type { SearchTools } from './search-tools.js';
import { usefulLines } from './useful-lines.js';
import type { WorkforceLines } from '../line/workforce-lines.js';

const ROUNDS = 25;
const MOST_SECONDS = 5;
const MOST_LINES = 2_000;
/** Of more, those whose lines are clear are fixed one after the other. */
export const MOST_AT_ONCE = 14;

/** A better roster in which the others keep their lines, if one is found. @param free those whose lines may change */
export function withOthersFixed(
  lines: WorkforceLines,
  roster: Roster,
  free: readonly number[],
  tools: SearchTools,
): Roster | undefined {
  const { highs, left } = tools;
  const tally = new CoverTally(lines.problem);
  roster.forEach((line, employee) => {
    if (!free.includes(employee)) tally.add(line);
  });
  const master = new MasterProblem(highs, lines, free, (place) => tally.missing(place));
  const others = roster.reduce((sum, line, at) => (free.includes(at) ? sum : sum + lines.wishCost(at, line)), 0);
  const most = lines.cost(roster) - 1 - others;
  try {
    for (const employee of free) master.add({ employee, line: roster[employee]! });
    const open = new Map(free.map((employee, place) => [employee, place]));
    const goesOn = (round: number) => round < ROUNDS && left() > 0;
    const { relaxed, known, tooDear } = generateColumns(lines, master, open, { goesOn, most });
    if (tooDear) return undefined;
    if (free.length > MOST_AT_ONCE) {
      const taken = dive(lines, { relaxed, columns: master.columns, tally, most }, tools);
      return taken ? withColumns(roster, taken) : undefined;
    }
    for (const column of usefulLines(lines, free, known, most, MOST_LINES) ?? []) master.add(column);
    const seconds = Math.min(MOST_SECONDS, Math.max(left(), 0.1));
    const { taken } = master.whole(seconds, master.placesOf(roster));
    return taken ? withColumns(roster, taken) : undefined;
  } finally {
    master.dispose();
  }
}
