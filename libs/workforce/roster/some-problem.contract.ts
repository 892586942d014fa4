import fc from 'fast-check';
import { Dice } from '#libs/kernel/dice';
import { isWeekend, OFF, type Employee, type RosterProblem, type Shift, type Wish } from './roster-problem.js';

/** Looks so many times, by seeds that fast-check chooses; the one that fails is told, so that it can be looked at again. */
export function everyChance(times: number, check: (dice: Dice) => void): void {
  const property = fc.property(fc.nat(), (seed) => check(new Dice(seed)));
  fc.assert(property, { numRuns: times, endOnFailure: true });
}

/** An employee whose rules forbid little, for specs that are about one rule. */
export function anEmployee(rules: Partial<Employee> = {}, shifts = 1): Employee {
  return {
    ...{ id: 'A', mostOfShift: new Array<number>(shifts).fill(99), mostMinutes: 99 * 480, leastMinutes: 0 },
    ...{ mostConsecutiveShifts: 7, leastConsecutiveShifts: 1, leastConsecutiveDaysOff: 1, mostWeekends: 9 },
    ...{ daysOff: [], wishes: [] },
    ...rules,
  };
}

export function aProblem(days: number, employee: Employee, shifts: readonly Shift[] = [aShift('D')]): RosterProblem {
  return { days, shifts, employees: [employee], cover: [] };
}

export function aShift(id: string, minutes = 480, notFollowedBy: readonly number[] = []): Shift {
  return { id, minutes, notFollowedBy };
}

/** Any small problem, with rules that sometimes bite. */
export function someProblem(dice: Dice, days: number, people: number): RosterProblem {
  const shifts = [aShift('E'), aShift('L', 480, [0]), ...(dice.onceIn(2) ? [aShift('N', 600, [0, 1])] : [])];
  const employees = Array.from({ length: people }, (_, at) => someEmployee(dice, days, shifts.length, `P${at}`));
  const cover = Array.from({ length: days }, (_, day) =>
    shifts.map((_, shift) => ({ day, shift, needed: dice.below(people), tooFew: 100, tooMany: 1 })),
  ).flat();
  return { days, shifts, employees, cover };
}

function someEmployee(dice: Dice, days: number, shifts: number, id: string): Employee {
  const most = 2 + dice.below(4);
  const wishes = Array.from({ length: dice.below(6) }, (): Wish => ({
    ...{ day: dice.below(days), shift: dice.below(shifts) },
    ...{ wanted: dice.onceIn(2), weight: 1 + dice.below(3) },
  }));
  return anEmployee({
    ...{ id, wishes, daysOff: dice.onceIn(2) ? [dice.below(days)] : [] },
    mostOfShift: Array.from({ length: shifts }, () => [days, days, 2, 0][dice.below(4)]!),
    ...{ mostMinutes: 480 * Math.ceil(days * 0.7), leastMinutes: 480 * dice.below(Math.ceil(days * 0.4)) },
    ...{ mostConsecutiveShifts: most, leastConsecutiveShifts: 1 + dice.below(Math.min(2, most)) },
    ...{ leastConsecutiveDaysOff: 1 + dice.below(2), mostWeekends: dice.below(3) },
  });
}

/** The same, with weeks that are limited, days that are settled and shifts that cannot be. */
export function withSettledDays(dice: Dice, problem: RosterProblem): RosterProblem {
  const { days, shifts } = problem;
  const anyShift = () => ({ day: dice.below(days), shift: dice.below(shifts.length) });
  const employees = problem.employees.map((employee) => ({
    ...employee,
    ...(dice.onceIn(2) ? { mostWeeklyMinutes: 480 * (2 + dice.below(4)) } : {}),
    impossible: Array.from({ length: dice.below(4) }, () =>
      dice.onceIn(4) ? { ...anyShift(), shift: OFF } : anyShift(),
    ),
    settled: dice.onceIn(2) ? [{ ...anyShift(), ...(dice.onceIn(2) ? { shift: OFF } : {}) }] : [],
  }));
  return { ...problem, employees };
}

/** Every line there is of a few days. */
export function everyLine(days: number, shifts: number): number[][] {
  const choices = [OFF, ...Array.from({ length: shifts }, (_, at) => at)];
  return Array.from({ length: days }).reduce<number[][]>(
    (lines) => lines.flatMap((line) => choices.map((each) => [...line, each])),
    [[]],
  );
}

/** A year of a large centre: who works about five of seven days. */
export function aYear(dice: Dice, people: number, weeks: number): RosterProblem {
  const days = weeks * 7;
  const shifts = [aShift('E'), aShift('D', 540, [0]), aShift('L', 480, [0, 1]), aShift('N', 600, [0, 1, 2])];
  const employees = Array.from({ length: people }, (_, at) =>
    anEmployee({
      ...{ id: `P${at}`, mostOfShift: shifts.map((_, shift) => (shift === 3 ? weeks : days)) },
      ...{ mostMinutes: weeks * 2_400, leastMinutes: weeks * 2_000 },
      ...{ mostConsecutiveShifts: 5, leastConsecutiveShifts: 2, leastConsecutiveDaysOff: 2 },
      ...{ mostWeekends: Math.ceil(weeks / 2), daysOff: [dice.below(days), dice.below(days)] },
    }),
  );
  const cover = Array.from({ length: days }, (_, day) =>
    shifts.map((_, shift) => ({
      ...{ day, shift, needed: Math.floor((people * (isWeekend(day) ? 0.4 : 0.6)) / shifts.length) },
      ...{ tooFew: 100, tooMany: 1 },
    })),
  ).flat();
  return { days, shifts, employees, cover };
}
