import type { KnownBound } from './column-generation.js';
import type { Column } from './master-problem.js';
import type { DayShift, Employee, Roster, RosterLine } from '../roster-problem.js';
import { WorkforceLines } from '../line/workforce-lines.js';

/** All rosters of which some days are settled. */
export interface Branch {
  /** With what is settled as rules. */
  readonly lines: WorkforceLines;
  /** Lines to begin with, of everybody at least one. */
  readonly columns: readonly Column[];
  readonly prices: Float64Array;
  /** Nothing in it costs less. */
  readonly least: number;
}

/** What somebody does on a day. */
export interface Choice extends DayShift {
  readonly employee: number;
  /** How much of it is taken. */
  readonly share: number;
}

/** What is taken this much is chosen first: more often so than not, but not settled anyway. */
const BEST_SHARE = 0.6;
const NOTHING = 1e-6;

/** Everything. */
export function wholeProblem(lines: WorkforceLines, roster: Roster, { prices, least }: KnownBound): Branch {
  return { lines, columns: roster.map((line, employee) => ({ employee, line })), prices, least };
}

/** What the columns do not agree about, by the shares that are taken of them; undefined: everything is whole. */
export function undecided(columns: readonly Column[], taken: Float64Array): Choice | undefined {
  const shares = new Map<string, Choice>();
  columns.forEach(({ employee, line }, at) => {
    if (taken[at]! < NOTHING) return;
    line.forEach((shift, day) => {
      const key = `${employee}:${day}:${shift}`;
      const share = (shares.get(key)?.share ?? 0) + taken[at]!;
      shares.set(key, { employee, day, shift, share });
    });
  });
  const partly = [...shares.values()].filter(({ share }) => share < 1 - NOTHING);
  const distance = ({ share }: Choice) => Math.abs(share - BEST_SHARE);
  return partly.reduce<Choice | undefined>(
    (best, each) => (best && distance(best) <= distance(each) ? best : each),
    undefined,
  );
}

/** The part of a branch in which somebody does something, and the one in which they do not, the likelier one last; those without any roster are left out. */
export function split({ lines, columns, prices, least }: Branch, { employee, day, shift, share }: Choice): Branch[] {
  const { impossible = [], settled = [], ...rules } = lines.problem.employees[employee]!;
  const halves: Employee[] = [
    { ...rules, impossible, settled: [...settled, { day, shift }] },
    { ...rules, settled, impossible: [...impossible, { day, shift }] },
  ];
  const parts = halves.flatMap((half, at) => {
    const employees = lines.problem.employees.with(employee, half);
    const narrower = new WorkforceLines({ ...lines.problem, employees }, lines);
    const [best] = narrower.cheapest(employee, (place) => -prices[place]!, 1);
    const does = (line: RosterLine) => (line[day] === shift) === (at === 0);
    const kept = columns.filter((column) => column.employee !== employee || does(column.line));
    return best ? [{ lines: narrower, columns: [...kept, { employee, line: best.line }], prices, least }] : [];
  });
  return share < 0.5 ? parts : parts.reverse();
}
