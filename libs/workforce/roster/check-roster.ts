import { isWeekend, OFF, type Employee, type Roster, type RosterLine, type RosterProblem } from './roster-problem.js';

/** A hard rule that is broken. */
export interface Violation {
  readonly employee: string;
  readonly rule: string;
  /** The first day of it; null: it is about the whole horizon. */
  readonly day: number | null;
}

export interface Judgement {
  readonly violations: readonly Violation[];
  /** Everything that costs, from scratch. */
  readonly cost: number;
  readonly wishes: number;
  readonly cover: number;
}

/** Looks at a roster rule by rule, and knows nothing of how it was made. */
export function judgeRoster(problem: RosterProblem, roster: Roster): Judgement {
  const { employees } = problem;
  const violations = employees.flatMap((employee, at) => brokenRules(problem, employee, roster[at]!));
  const wishes = employees.reduce((sum, employee, at) => sum + wishCost(employee, roster[at]!), 0);
  const cover = coverCost(problem, roster);
  return { violations, cost: wishes + cover, wishes, cover };
}

function brokenRules({ days, shifts }: RosterProblem, employee: Employee, line: RosterLine): Violation[] {
  const found: Violation[] = [];
  const broken = (rule: string, day: number | null = null) => found.push({ employee: employee.id, rule, day });
  if (line.length !== days) broken('a day for each of the horizon');
  if (line.some((shift) => shift !== OFF && shifts[shift] === undefined)) broken('shifts that there are');
  line.forEach((shift, day) => {
    const next = line[day + 1];
    if (shift === OFF || next === undefined || next === OFF) return;
    if (shifts[shift]?.notFollowedBy.includes(next)) broken('what may follow a shift', day);
  });
  shifts.forEach((_, shift) => {
    if (line.filter((each) => each === shift).length > employee.mostOfShift[shift]!) broken('most of a shift');
  });
  const minutes = line.reduce((sum, shift) => sum + (shifts[shift]?.minutes ?? 0), 0);
  if (minutes > employee.mostMinutes) broken('most minutes');
  if (minutes < employee.leastMinutes) broken('least minutes');
  const { mostWeeklyMinutes = Infinity, impossible = [], settled = [], workedBefore = 0 } = employee;
  for (let monday = 0; monday < days; monday += 7) {
    const week = line.slice(monday, monday + 7).reduce((sum, shift) => sum + (shifts[shift]?.minutes ?? 0), 0);
    if (week > mostWeeklyMinutes) broken('most minutes of a week', monday);
  }
  for (const { day, shift } of impossible) if (line[day] === shift) broken('what cannot be', day);
  for (const { day, shift } of settled) if (line[day] !== shift) broken('what is settled', day);
  for (const { from, length, works } of runsOf(line)) {
    const inside = from > 0 && from + length < days;
    const already = from === 0 ? workedBefore : 0;
    if (works && already + length > employee.mostConsecutiveShifts) broken('most consecutive shifts', from);
    if (works && inside && length < employee.leastConsecutiveShifts) broken('least consecutive shifts', from);
    if (!works && inside && length < employee.leastConsecutiveDaysOff) broken('least consecutive days off', from);
  }
  const weekends = new Set(
    line.flatMap((shift, day) => (shift !== OFF && isWeekend(day) ? [Math.floor(day / 7)] : [])),
  );
  if (weekends.size > employee.mostWeekends) broken('most weekends');
  for (const day of employee.daysOff) if (line[day] !== OFF) broken('days off', day);
  return found;
}

function runsOf(line: RosterLine) {
  const runs: { from: number; length: number; works: boolean }[] = [];
  line.forEach((shift, day) => {
    const works = shift !== OFF;
    const last = runs.at(-1);
    if (last?.works === works) last.length += 1;
    else runs.push({ from: day, length: 1, works });
  });
  return runs;
}

function wishCost({ wishes }: Employee, line: RosterLine): number {
  return wishes.reduce(
    (sum, { day, shift, wanted, weight }) => sum + ((line[day] === shift) === wanted ? 0 : weight),
    0,
  );
}

function coverCost({ cover }: RosterProblem, roster: Roster): number {
  return cover.reduce((sum, { day, shift, needed, tooFew, tooMany }) => {
    const there = roster.filter((line) => line[day] === shift).length;
    return sum + (there < needed ? (needed - there) * tooFew : (there - needed) * tooMany);
  }, 0);
}
