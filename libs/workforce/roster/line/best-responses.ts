import { CoverTally } from '../cover-tally.js';
import { NoLineKeepsTheRules } from '../roster.errors.js';
import type { Roster, RosterLine } from '../roster-problem.js';
import type { WorkforceLines } from './workforce-lines.js';

/**
 * A roster in which nobody alone could have a better line: each in turn gets the cheapest one beside the others', until nothing changes.
 * @param order of employees @param goesOn asked before every employee, once all have a line @throws NoLineKeepsTheRules
 */
export function bestResponses(
  lines: WorkforceLines,
  order: readonly number[],
  goesOn: () => boolean,
  from?: Roster,
): Roster {
  const roster: (RosterLine | undefined)[] = from ? [...from] : lines.problem.employees.map(() => undefined);
  const tally = new CoverTally(lines.problem);
  for (const line of roster) if (line) tally.add(line);
  for (let changed = true; changed;) {
    changed = false;
    for (const employee of order) {
      const had = roster[employee];
      if (had && !goesOn()) return roster as Roster;
      if (had) tally.remove(had);
      const marginal = tally.marginalCosts();
      const [best] = lines.cheapest(employee, (place) => marginal[place]!, 1);
      if (!best)
        throw new NoLineKeepsTheRules('Nothing keeps all rules of an employee.', {
          employee: lines.problem.employees[employee]!.id,
        });
      const better = !had || best.cost < costBeside(lines, employee, had, marginal) - 1e-9;
      const line = better ? best.line : had;
      changed ||= better;
      roster[employee] = line;
      tally.add(line);
    }
  }
  return roster as Roster;
}

function costBeside(lines: WorkforceLines, employee: number, line: RosterLine, marginal: Float64Array): number {
  const { length } = lines.problem.shifts;
  return line.reduce(
    (sum, shift, day) => sum + (shift < 0 ? 0 : marginal[day * length + shift]!),
    lines.wishCost(employee, line),
  );
}
