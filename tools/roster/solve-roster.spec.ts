import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Highs } from 'highs';
import { Dice } from '#libs/kernel/dice';
import { judgeRoster } from '#libs/workforce/roster/check-roster';
import { readProblem } from '#libs/workforce/roster/published-format';
import type { Roster, RosterProblem } from '#libs/workforce/roster/roster-problem';
import { everyChance, everyLine, someProblem } from '#libs/workforce/roster/some-problem.contract';
import { solveRoster, type Progress } from '#libs/workforce/roster/search/solve-roster';
import { loadHighs } from '#libs/roster-search/load-highs';

const DATA = '../shared/data/roster';

describe('a search for a roster', () => {
  let highs: Highs;
  beforeAll(async () => (highs = await loadHighs()));

  /** @param rounds of neighbourhoods, instead of a time */
  function searched(problem: RosterProblem, rounds: number, relaxes = true): Progress[] {
    const told: Progress[] = [];
    let left = rounds;
    const tools = { highs, dice: new Dice(5), relaxes, left: () => left };
    for (const progress of solveRoster(problem, tools)) {
      told.push(progress);
      if (progress.step === 'improved') left -= 1;
    }
    return told;
  }

  it('keeps every hard rule, says what it costs, and never goes below its bound', () => {
    let solved = 0;
    everyChance(25, (dice) => {
      const problem = someProblem(dice, 10 + dice.below(5), 3 + dice.below(4));
      if (!problem.employees.every((employee) => canWork(problem, employee))) return;
      solved += 1;
      for (const { roster, cost, bound } of searched(problem, 3)) {
        expect(judgeRoster(problem, roster)).toMatchObject({ violations: [], cost });
        expect(bound).toBeLessThanOrEqual(cost);
      }
    });
    expect(solved).toBeGreaterThan(0);
  });

  it('finds the best there is, where all can be looked at', () => {
    everyChance(6, (dice) => {
      const problem = someProblem(dice, 4, 2);
      const wanted = cheapest(problem);
      if (wanted !== null) expect(searched(problem, 4).at(-1)!.cost).toBe(wanted);
    });
  });

  it('goes on from a better roster that another thread has found', () => {
    const problem = someProblem(new Dice(36), 14, 4);
    expect(problem.employees.every((employee) => canWork(problem, employee))).toBe(true);
    const best = searched(problem, 10).at(-1)!;
    const tools = { highs, dice: new Dice(5), relaxes: false, left: () => 1 };
    const search = solveRoster(problem, tools);
    search.next();
    const { value } = search.next(best);
    expect((value as Progress).cost).toBeLessThanOrEqual(best.cost);
  });

  it('proves the published optimum of the second instance', () => {
    if (!existsSync(DATA)) return expect(missing()).toBe('named');
    const problem = readProblem(readFileSync(`${DATA}/Instance2.txt`, 'utf8'));
    const { roster, cost, bound } = searched(problem, 40).at(-1)!;
    expect(judgeRoster(problem, roster)).toMatchObject({ violations: [], cost: 828 });
    expect([cost, bound]).toEqual([828, 828]);
  });
});

function missing(): string {
  console.warn(`${DATA} is not there: published instances are not solved.`);
  return 'named';
}

function canWork(problem: RosterProblem, employee: RosterProblem['employees'][number]): boolean {
  const alone = { ...problem, employees: [employee], cover: [] };
  try {
    solveRoster(alone, { highs: undefined as never, dice: new Dice(1), relaxes: false, left: () => 0 }).next();
    return true;
  } catch {
    return false;
  }
}

/** Of all pairs of lines. */
function cheapest(problem: RosterProblem): number | null {
  const lines = problem.employees.map((employee) =>
    everyLine(problem.days, problem.shifts.length).filter(
      (line) => judgeRoster({ ...problem, employees: [employee], cover: [] }, [line]).violations.length === 0,
    ),
  );
  let least = Infinity;
  for (const first of lines[0]!)
    for (const second of lines[1]!) least = Math.min(least, judgeRoster(problem, [first, second] as Roster).cost);
  return least === Infinity ? null : least;
}
