import { generateColumns, type KnownBound } from './column-generation.js';
import { CoverTally } from '../cover-tally.js';
import { dive } from './dive.js';
import { MasterProblem, withColumns } from './master-problem.js';
import type { Roster } from '../roster-problem.js';
import type { SearchTools } from './search-tools.js';
import type { WorkforceLines } from '../line/workforce-lines.js';

export interface Part {
  readonly step: 'bounded' | 'dived' | 'chosen';
  readonly known?: KnownBound;
  readonly roster?: Roster;
}

/** Of the time that is left, what the choice among all columns may take at most. */
const CHOICE_SHARE = 0.05;
const MOST_COLUMNS_TO_CHOOSE = 20_000;

/** Everybody together: a bound, a roster by diving, and the best choice among all columns that were found on the way. */
export function* fromRelaxation(lines: WorkforceLines, start: Roster, tools: SearchTools): Generator<Part> {
  const { highs, left } = tools;
  const nobody = new CoverTally(lines.problem);
  const needed = (place: number) => nobody.missing(place);
  const everybody = start.map((_, employee) => employee);
  const goesOn = () => left() > 0;
  const master = new MasterProblem(highs, lines, everybody, needed);
  try {
    start.forEach((line, employee) => master.add({ employee, line }));
    const open = new Map(everybody.map((employee) => [employee, employee]));
    const { relaxed, known } = generateColumns(lines, master, open, { goesOn });
    yield { step: 'bounded', ...(lines.exact ? { known } : {}) };
    const most = lines.cost(start) - 1;
    const begin = { relaxed, columns: master.columns, tally: new CoverTally(lines.problem), most };
    const taken = dive(lines, begin, tools);
    if (taken === null) return;
    const dived = withColumns(start, taken);
    yield { step: 'dived', roster: dived };
    dived.forEach((line, employee) => master.add({ employee, line }));
    if (!goesOn() || master.columns.length > MOST_COLUMNS_TO_CHOOSE) return;
    const { taken: chosen } = master.whole(left() * CHOICE_SHARE, master.placesOf(dived));
    if (chosen) yield { step: 'chosen', roster: withColumns(start, chosen) };
  } finally {
    master.dispose();
  }
}
