import { BestLine } from './best-line.js';
import type { Employee, RosterProblem } from '../roster-problem.js';

/** In this order, each with those before it. */
const LOOSER = [
  { rule: 'least-minutes', loosen: (employee: Employee) => ({ ...employee, leastMinutes: 0 }) },
  {
    rule: 'shortest-runs',
    loosen: (employee: Employee) => ({ ...employee, leastConsecutiveShifts: 1, leastConsecutiveDaysOff: 1 }),
  },
  {
    rule: 'consecutive-days',
    loosen: (employee: Employee) => ({ ...employee, mostConsecutiveShifts: 7, workedBefore: 0, mostWeekends: 99 }),
  },
  { rule: 'locked-shifts', loosen: (employee: Employee) => ({ ...employee, settled: [] }) },
] as const;

export interface Loosened {
  readonly problem: RosterProblem;
  /** The rules nobody could keep, by employee. */
  readonly letGo: readonly { readonly employee: string; readonly rule: (typeof LOOSER)[number]['rule'] }[];
}

/** The problem with those rules let go for which an employee would have no line at all, as few as possible. */
export function loosened(problem: RosterProblem): Loosened {
  const letGo: { employee: string; rule: (typeof LOOSER)[number]['rule'] }[] = [];
  const costs = new Float64Array(problem.days * problem.shifts.length);
  const works = (employee: Employee) => new BestLine(problem, employee).find(costs, 1).length > 0;
  const employees = problem.employees.map((employee) => {
    let loose = employee;
    for (const { rule, loosen } of LOOSER) {
      if (works(loose)) break;
      loose = loosen(loose);
      letGo.push({ employee: employee.id, rule });
    }
    return loose;
  });
  return { problem: { ...problem, employees }, letGo };
}
