import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Highs } from 'highs';
import { loadHighs } from '#libs/roster-search/load-highs';
import { bestResponses } from '#libs/workforce/roster/line/best-responses';
import { BranchAndPrice } from '#libs/workforce/roster/search/branch-and-price';
import { judgeRoster } from '#libs/workforce/roster/check-roster';
import type { Roster, RosterProblem } from '#libs/workforce/roster/roster-problem';
import { everyChance, everyLine, someProblem, withSettledDays } from '#libs/workforce/roster/some-problem.contract';
import { WorkforceLines } from '#libs/workforce/roster/line/workforce-lines';
import type { Dice } from '#libs/kernel/dice';

describe('branch and price', () => {
  let highs: Highs;
  beforeAll(async () => (highs = await loadHighs()));

  /** Two people and four days, with all lines that keep the rules of each. */
  function anyProblem(dice: Dice): { problem: RosterProblem; lines: RosterLines } | undefined {
    const problem = withSettledDays(dice, someProblem(dice, 4, 2));
    const lines = problem.employees.map((employee) =>
      everyLine(4, problem.shifts.length).filter(
        (line) => judgeRoster({ ...problem, employees: [employee], cover: [] }, [line]).violations.length === 0,
      ),
    );
    return lines.every((own) => own.length > 0) ? { problem, lines } : undefined;
  }

  function begun(problem: RosterProblem) {
    const lines = new WorkforceLines(problem);
    const roster = bestResponses(lines, [0, 1], () => false);
    const prices = new Float64Array(problem.days * problem.shifts.length);
    return { tree: new BranchAndPrice(lines, roster, { least: -Infinity, prices, cheapest: [] }), lines };
  }

  it('finds a roster of any cost that there is, and none that is cheaper than all', () => {
    let looked = 0;
    everyChance(8, (dice) => {
      const any = anyProblem(dice);
      if (!any) return;
      looked += 1;
      const wanted = cheapest(any.problem, any.lines);
      const { tree } = begun(any.problem);
      const found = tree.find(wanted, { highs, left: () => 1 })!;
      expect(judgeRoster(any.problem, found)).toMatchObject({ violations: [], cost: wanted });
      const again = begun(any.problem).tree;
      expect(again.find(wanted - 1, { highs, left: () => 1 })).toBeUndefined();
      expect(again.bound).toBe(Infinity);
    });
    expect(looked).toBeGreaterThan(0);
  });

  it('goes on where it was left, and its bound is never above what there is', () => {
    everyChance(4, (dice) => {
      const any = anyProblem(dice);
      if (!any) return;
      const wanted = cheapest(any.problem, any.lines);
      const { tree } = begun(any.problem);
      let found: Roster | undefined;
      for (let turn = 0; !found && turn < 2_000; turn++) {
        let asked = 0;
        found = tree.find(wanted, { highs, left: () => 8 - asked++ });
        if (!found) expect(tree.bound).toBeLessThanOrEqual(wanted + 1e-6);
      }
      expect(judgeRoster(any.problem, found!)).toMatchObject({ violations: [], cost: wanted });
    });
  });
});

type RosterLines = ReturnType<typeof everyLine>[];

function cheapest(problem: RosterProblem, [first, second]: RosterLines): number {
  let least = Infinity;
  for (const one of first!) for (const two of second!) least = Math.min(least, judgeRoster(problem, [one, two]).cost);
  return least;
}
