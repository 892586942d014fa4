import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Highs } from 'highs';
import { Dice } from '#libs/kernel/dice';
import { loadHighs } from '#libs/roster-search/load-highs';
import { bestResponses } from '#libs/workforce/roster/line/best-responses';
import { judgeRoster } from '#libs/workforce/roster/check-roster';
import { generateColumns } from '#libs/workforce/roster/search/column-generation';
import { CoverTally } from '#libs/workforce/roster/cover-tally';
import { dive } from '#libs/workforce/roster/search/dive';
import { MasterProblem, withColumns } from '#libs/workforce/roster/search/master-problem';
import { MOST_AT_ONCE, withOthersFixed } from '#libs/workforce/roster/search/neighbourhood';
import type { Roster, RosterProblem } from '#libs/workforce/roster/roster-problem';
import { everyChance, someProblem } from '#libs/workforce/roster/some-problem.contract';
import { WorkforceLines } from '#libs/workforce/roster/line/workforce-lines';

describe('diving', () => {
  let highs: Highs;
  beforeAll(async () => (highs = await loadHighs()));

  const tools = (seed: number) => ({ highs, dice: new Dice(seed), relaxes: true, left: () => 1 });

  /** Problems in which everybody can work, with a roster that nobody alone can improve. */
  function* begun(
    rounds: number,
    people: number,
    dice = new Dice(31),
  ): Generator<{ lines: WorkforceLines; roster: Roster }> {
    for (let left = rounds; left > 0;) {
      const problem = someProblem(dice, 12, people);
      const employees = problem.employees.filter((employee) => canWork({ ...problem, employees: [employee] }));
      if (employees.length < people / 2) continue;
      const lines = new WorkforceLines({ ...problem, employees });
      left -= 1;
      yield { lines, roster: bestResponses(lines, [...employees.keys()], () => true) };
    }
  }

  function relaxed(lines: WorkforceLines, roster: Roster) {
    const everybody = [...roster.keys()];
    const tally = new CoverTally(lines.problem);
    const master = new MasterProblem(highs, lines, everybody, (place) => tally.missing(place));
    roster.forEach((line, employee) => master.add({ employee, line }));
    const open = new Map(everybody.map((employee) => [employee, employee]));
    const { relaxed, known } = generateColumns(lines, master, open, { goesOn: () => true });
    const { columns } = master;
    master.dispose();
    return { relaxed, columns, known, tally };
  }

  it('gives everybody one line that keeps the rules, counts their cover, and is never below the bound', () => {
    const check = ({ lines, roster }: { lines: WorkforceLines; roster: Roster }) => {
      const { known, ...start } = relaxed(lines, roster);
      const taken = dive(lines, { ...start, most: Infinity }, tools(1))!;
      expect(taken.map(({ employee }) => employee).sort((a, b) => a - b)).toEqual([...roster.keys()]);
      const dived = withColumns(roster, taken);
      const { violations, cost, cover } = judgeRoster(lines.problem, dived);
      expect(violations).toEqual([]);
      expect([lines.cost(dived), start.tally.cost]).toEqual([cost, cover]);
      expect(known.least).toBeLessThanOrEqual(cost + 1e-6);
    };
    everyChance(8, (dice) => [...begun(1, 6, dice)].forEach(check));
  });

  it('is given up once nothing can cost so little', () => {
    let given = 0;
    for (const { lines, roster } of begun(8, 6)) {
      const { known, ...start } = relaxed(lines, roster);
      if (start.columns.length === roster.length) continue;
      const taken = dive(lines, { ...start, most: known.least - 50 }, tools(1));
      if (taken === null) given += 1;
      else expect(taken.length).toBe(roster.length);
    }
    expect(given).toBeGreaterThan(0);
  });

  it('improves a roster in which many are free, and leaves the others their lines', () => {
    let improved = 0;
    for (const { lines, roster } of begun(6, 30)) {
      const free = [...roster.keys()].slice(0, MOST_AT_ONCE + 1);
      if (free.length <= MOST_AT_ONCE) continue;
      const better = withOthersFixed(lines, roster, free, tools(2));
      if (!better) continue;
      const { violations, cost } = judgeRoster(lines.problem, better);
      expect(violations).toEqual([]);
      expect(better.slice(free.length)).toEqual(roster.slice(free.length));
      if (cost < lines.cost(roster)) improved += 1;
    }
    expect(improved).toBeGreaterThan(0);
  });
});

function canWork(problem: RosterProblem): boolean {
  return new WorkforceLines(problem).cheapest(0, () => 0, 1).length > 0;
}
