import type { Highs } from 'highs';
import type { Dice } from '#libs/kernel/dice';
import { bestResponses } from './best-responses.js';
import { generateColumns } from './column-generation.js';
import { CoverTally } from './cover-tally.js';
import { dive } from './dive.js';
import { MasterProblem } from './master-problem.js';
import type { Roster, RosterProblem } from './roster-problem.js';
import { WorkforceLines } from './workforce-lines.js';

export interface Progress {
  /** The best there is so far. */
  readonly roster: Roster;
  readonly cost: number;
  /** No roster costs less; −∞ while nothing is known. */
  readonly bound: number;
  /** What was done last. */
  readonly step: 'constructed' | 'bounded' | 'dived' | 'chosen' | 'improved';
}

export interface SearchTools {
  readonly highs: Highs;
  readonly dice: Dice;
  /** Whether it begins with a bound for everybody together; where several search, one is enough. */
  readonly relaxes: boolean;
  /** Seconds that are left. */
  readonly left: () => number;
}

/** Costs are whole numbers, so that a bound counts rounded up; but for what arithmetic loses. */
const LOST = 1e-4;
const SMALLEST_NEIGHBOURHOOD = 4;
const LARGEST_NEIGHBOURHOOD = 14;
/** Neighbourhoods without a better roster before they are made larger. */
const PATIENCE = 12;

/**
 * Rosters, ever better ones, until the time is over or one is as good as the bound: everybody's best response, a bound and a roster by column
 * generation with diving, the best whole choice among its columns, then neighbourhoods of a few people at a time, each solved
 * in the same way (large neighbourhood search; Shaw 1998).
 */
export function* solveRoster(
  problem: RosterProblem,
  tools: SearchTools,
): Generator<Progress, void, Roster | undefined> {
  const lines = new WorkforceLines(problem);
  const everybody = problem.employees.map((_, at) => at);
  const goesOn = () => tools.left() > 0;
  let roster = bestResponses(lines, everybody, goesOn);
  let cost = lines.cost(roster);
  let bound = -Infinity;
  const progress = (step: Progress['step']): Progress => ({ roster, cost, bound, step });
  const take = (other: Roster | undefined) => {
    const offered = other && lines.cost(other);
    if (offered === undefined || offered >= cost) return false;
    [roster, cost] = [other!, offered];
    return true;
  };
  const solved = () => cost <= bound;
  take(yield progress('constructed'));
  const parts = tools.relaxes && lines.exact ? fromRelaxation(lines, roster, everybody, tools) : [];
  for (const part of parts) {
    if (part.bound !== undefined) bound = Math.ceil(part.bound - LOST);
    if (part.roster) take(bestResponses(lines, shuffled(everybody, tools.dice), goesOn, part.roster));
    take(yield progress(part.step));
    if (solved()) return;
  }
  let size = SMALLEST_NEIGHBOURHOOD;
  for (let fruitless = 0; tools.left() > 0 && !solved();) {
    const free = shuffled(everybody, tools.dice).slice(0, size);
    const better = take(withOthersFixed(lines, roster, free, tools));
    fruitless = better ? 0 : fruitless + 1;
    if (fruitless >= PATIENCE) {
      fruitless = 0;
      size = size >= Math.min(LARGEST_NEIGHBOURHOOD, everybody.length) ? SMALLEST_NEIGHBOURHOOD : size + 2;
    }
    take(yield progress('improved'));
  }
}

interface Part {
  readonly step: Progress['step'];
  readonly bound?: number;
  readonly roster?: Roster;
}

/** Of the time that is left, what the choice among all columns may take at most. */
const CHOICE_SHARE = 0.15;
const MOST_COLUMNS_TO_CHOOSE = 20_000;

function* fromRelaxation(
  lines: WorkforceLines,
  start: Roster,
  free: readonly number[],
  { highs, left }: SearchTools,
): Generator<Part> {
  const nobody = new CoverTally(lines.problem);
  const needed = (place: number) => nobody.missing(place);
  const master = new MasterProblem(highs, lines, free, needed);
  try {
    start.forEach((line, employee) => master.add({ employee, line }));
    const open = new Map(free.map((employee, place) => [employee, place]));
    const { relaxed, bound } = generateColumns(lines, master, open, () => left() > 0);
    yield { step: 'bounded', bound };
    if (left() <= 0) return;
    const copy = new MasterProblem(highs, lines, free, needed);
    for (const column of master.columns) copy.add(column);
    const dived = asRoster(start, copy, dive(lines, copy, free, relaxed));
    const found = copy.columns.slice(master.columns.length);
    copy.dispose();
    yield { step: 'dived', roster: dived };
    for (const column of found) master.add(column);
    dived.forEach((line, employee) => master.add({ employee, line }));
    if (left() <= 0 || master.columns.length > MOST_COLUMNS_TO_CHOOSE) return;
    const begun = placesOf(master, dived, free);
    const chosen = master.whole(left() * CHOICE_SHARE, begun);
    if (chosen) yield { step: 'chosen', roster: asRoster(start, master, chosen) };
  } finally {
    master.dispose();
  }
}

const ROUNDS_IN_NEIGHBOURHOOD = 25;
const SECONDS_IN_NEIGHBOURHOOD = 5;

/** The others keep their lines; of some, all may change. */
function withOthersFixed(
  lines: WorkforceLines,
  roster: Roster,
  free: readonly number[],
  { highs, left }: SearchTools,
): Roster | undefined {
  const tally = new CoverTally(lines.problem);
  roster.forEach((line, employee) => {
    if (!free.includes(employee)) tally.add(line);
  });
  const master = new MasterProblem(highs, lines, free, (place) => tally.missing(place));
  try {
    for (const employee of free) master.add({ employee, line: roster[employee]! });
    const open = new Map(free.map((employee, place) => [employee, place]));
    generateColumns(lines, master, open, (round) => round < ROUNDS_IN_NEIGHBOURHOOD && left() > 0);
    const chosen = master.whole(
      Math.min(SECONDS_IN_NEIGHBOURHOOD, Math.max(left(), 0.1)),
      placesOf(master, roster, free),
    );
    return chosen ? asRoster(roster, master, chosen) : undefined;
  } finally {
    master.dispose();
  }
}

function placesOf(master: MasterProblem, roster: Roster, free: readonly number[]): number[] {
  return free.map((employee) => {
    const wanted = roster[employee]!.join();
    return master.columns.findIndex((column) => column.employee === employee && column.line.join() === wanted);
  });
}

function asRoster(roster: Roster, master: MasterProblem, taken: readonly number[]): Roster {
  const lines = [...roster];
  for (const at of taken) lines[master.columns[at]!.employee] = master.columns[at]!.line;
  return lines;
}

function shuffled(places: readonly number[], dice: Dice): number[] {
  const mixed = [...places];
  for (let at = mixed.length - 1; at > 0; at--) {
    const other = dice.below(at + 1);
    [mixed[at], mixed[other]] = [mixed[other]!, mixed[at]!];
  }
  return mixed;
}
