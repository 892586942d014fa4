import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Dice } from '#libs/kernel/dice';
import { BestLine } from './line/best-line.js';
import { bestResponses } from './line/best-responses.js';
import { judgeRoster } from './check-roster.js';
import { costOf, wishCosts } from './line/line-costs.js';
import { loosened } from './line/loosen.js';
import { readProblem, writeRoster } from './published-format.js';
import { RosterFormatInvalid } from './roster.errors.js';
import { OFF, type Employee, type RosterLine } from './roster-problem.js';
import {
  anEmployee,
  aProblem,
  aShift,
  aYear,
  everyChance,
  everyLine,
  someProblem,
  withSettledDays,
} from './some-problem.contract.js';
import { WorkforceLines } from './line/workforce-lines.js';

const O = OFF;
const FILE = `# A comment
SECTION_HORIZON
14

SECTION_SHIFTS
# ShiftID, Length in mins, Shifts which cannot follow this shift | separated
E,480,
L,480,E

SECTION_STAFF
A,E=14|L=0,4320,3360,5,2,2,1
B,E=14|L=3,4320,3360,5,2,2,1

SECTION_DAYS_OFF
A,0,4

SECTION_SHIFT_ON_REQUESTS
A,2,E,2

SECTION_SHIFT_OFF_REQUESTS
B,3,L,1

SECTION_COVER
0,E,1,100,1
0,L,1,100,1
`;

describe('the published format', () => {
  it('says what it describes', () => {
    const problem = readProblem(FILE);
    expect(problem).toMatchObject({ days: 14, shifts: [aShift('E'), aShift('L', 480, [0])] });
    expect(problem.employees[0]).toEqual({
      ...{ id: 'A', mostOfShift: [14, 0], mostMinutes: 4_320, leastMinutes: 3_360, mostConsecutiveShifts: 5 },
      ...{ leastConsecutiveShifts: 2, leastConsecutiveDaysOff: 2, mostWeekends: 1, daysOff: [0, 4] },
      wishes: [{ day: 2, shift: 0, wanted: true, weight: 2 }],
    });
    expect(problem.employees[1]!.wishes).toEqual([{ day: 3, shift: 1, wanted: false, weight: 1 }]);
    expect(problem.cover[1]).toEqual({ day: 0, shift: 1, needed: 1, tooFew: 100, tooMany: 1 });
  });

  it.each([
    ['a shift that is not there', FILE.replace('0,L,1', '0,N,1')],
    ['a number that is none', FILE.replace('4320', 'many')],
    ['nobody', FILE.replace(/SECTION_STAFF[^]*SECTION_DAYS/, 'SECTION_STAFF\nSECTION_DAYS')],
  ])('is refused with %s', (_, text) => expect(() => readProblem(text)).toThrow(RosterFormatInvalid));

  it('is written back with a day for each column', () => {
    const problem = readProblem(FILE);
    const line = [0, ...new Array<number>(13).fill(O)];
    expect(writeRoster(problem, [line, line]).split('\n')[1]!.split('\t').slice(0, 3)).toEqual(['B', 'E', '']);
  });
});

describe('the judge of rosters', () => {
  const broken = (days: number, rules: Partial<Employee>, line: RosterLine) =>
    judgeRoster(aProblem(days, anEmployee(rules, 2), [aShift('E'), aShift('L', 600, [0])]), [line]).violations.map(
      ({ rule, day }) => (day === null ? rule : `${rule} from ${day}`),
    );

  it.each<[string, Partial<Employee>, RosterLine, string[]]>([
    ['nothing wrong', {}, [0, 0, O, 1, 1], []],
    ['an early shift after a late one', {}, [1, 0, O, O, O], ['what may follow a shift from 0']],
    ['too many of a shift', { mostOfShift: [1, 9] }, [0, 0, O, O, O], ['most of a shift']],
    ['too many minutes', { mostMinutes: 1_000 }, [0, 1, O, O, O], ['most minutes']],
    ['too few minutes', { leastMinutes: 1_100 }, [0, 1, O, O, O], ['least minutes']],
    ['too long a run', { mostConsecutiveShifts: 2 }, [O, 0, 0, 0, O], ['most consecutive shifts from 1']],
    [
      'a run that is too long with the days before',
      { mostConsecutiveShifts: 3, workedBefore: 2 },
      [0, 0, O, 0, 0],
      ['most consecutive shifts from 0'],
    ],
    ['days before that a day off has ended', { mostConsecutiveShifts: 2, workedBefore: 2 }, [O, 0, 0, O, O], []],
    ['too short a run', { leastConsecutiveShifts: 2 }, [O, 0, O, 0, 0], ['least consecutive shifts from 1']],
    ['a short run at either edge, which goes on outside', { leastConsecutiveShifts: 2 }, [0, O, O, O, 0], []],
    ['too short a rest', { leastConsecutiveDaysOff: 2 }, [0, O, 0, 0, 0], ['least consecutive days off from 1']],
    ['a short rest at either edge', { leastConsecutiveDaysOff: 2 }, [O, 0, 0, 0, O], []],
    ['work on a day off', { daysOff: [2] }, [O, O, 0, O, O], ['days off from 2']],
    ['too full a week', { mostWeeklyMinutes: 1_000 }, [0, 1, O, O, O], ['most minutes of a week from 0']],
    ['what cannot be', { impossible: [{ day: 1, shift: 0 }] }, [0, 0, O, O, O], ['what cannot be from 1']],
    ['something else than settled', { settled: [{ day: 1, shift: 0 }] }, [0, O, O, O, O], ['what is settled from 1']],
  ])('finds %s', (_, rules, line, wanted) => expect(broken(5, rules, line)).toEqual(wanted));

  it('counts a weekend once, whether Saturday, Sunday or both are worked', () => {
    const weekend = (saturday: number, sunday: number) => [O, O, O, O, O, saturday, sunday];
    const twice = (a: RosterLine, b: RosterLine) => broken(14, { mostWeekends: 1 }, [...a, ...b]);
    expect(twice(weekend(0, 0), weekend(O, O))).toEqual([]);
    expect(twice(weekend(O, 0), weekend(0, O))).toEqual(['most weekends']);
  });

  it('adds up wishes and cover from scratch', () => {
    const wishes = [
      { day: 0, shift: 0, wanted: true, weight: 2 },
      { day: 1, shift: 0, wanted: true, weight: 4 },
      { day: 0, shift: 0, wanted: false, weight: 8 },
      { day: 1, shift: 0, wanted: false, weight: 16 },
    ];
    const cover = [
      { day: 0, shift: 0, needed: 3, tooFew: 100, tooMany: 1 },
      { day: 1, shift: 0, needed: 0, tooFew: 100, tooMany: 1 },
    ];
    const problem = { ...aProblem(2, anEmployee({ wishes })), cover };
    const two = { ...problem, employees: [problem.employees[0]!, anEmployee()] };
    expect(
      judgeRoster(two, [
        [0, O],
        [0, 0],
      ]),
    ).toMatchObject({ wishes: 4 + 8, cover: 100 + 1, cost: 113, violations: [] });
  });
});

describe('the cheapest line of an employee', () => {
  it('is that of all lines that keep the rules', () => {
    everyChance(60, (dice) => {
      const days = 5 + dice.below(3);
      const problem = someProblem(dice, days, 1);
      const [employee] = problem.employees as [Employee];
      const costs = Float64Array.from({ length: days * problem.shifts.length }, () => dice.below(41) - 20);
      const lines = everyLine(days, problem.shifts.length)
        .filter((line) => judgeRoster(problem, [line]).violations.length === 0)
        .map((line) => costOf(line, { fixed: 0, added: costs }, problem.shifts.length));
      const [best] = new BestLine(problem, employee).find(costs, 1);
      expect(best?.cost ?? null).toBe(lines.length === 0 ? null : Math.min(...lines));
      if (best) expect(judgeRoster(problem, [best.line]).violations).toEqual([]);
    });
  });

  it('comes with all others that cost so much at most, or says that there are more', () => {
    everyChance(40, (dice) => {
      const problem = someProblem(dice, 6, 1);
      const [employee] = problem.employees as [Employee];
      const costs = Float64Array.from({ length: 6 * problem.shifts.length }, () => dice.below(41) - 20);
      const best = new BestLine(problem, employee);
      const [cheapest] = best.find(costs, 1);
      if (!cheapest) return;
      const most = cheapest.cost + 12;
      const wanted = everyLine(6, problem.shifts.length)
        .filter((line) => judgeRoster(problem, [line]).violations.length === 0)
        .filter((line) => costOf(line, { fixed: 0, added: costs }, problem.shifts.length) <= most)
        .map((line) => line.join());
      expect(
        best
          .within(costs, most, wanted.length)!
          .map((line) => line.join())
          .sort(),
      ).toEqual(wanted.sort());
      expect(best.within(costs, most, wanted.length - 1)).toBeNull();
    });
  });

  it('keeps within the hours of a week, off what cannot be, and to what is settled', () => {
    everyChance(8, (dice) => {
      const problem = withSettledDays(dice, someProblem(dice, 8, 1));
      fc.pre(problem.shifts.length <= 2);
      const [employee] = problem.employees as [Employee];
      const costs = Float64Array.from({ length: 8 * 2 }, () => dice.below(41) - 20);
      const lines = everyLine(8, 2)
        .filter((line) => judgeRoster(problem, [line]).violations.length === 0)
        .map((line) => costOf(line, { fixed: 0, added: costs }, 2));
      const [best] = new BestLine(problem, employee).find(costs, 1);
      expect(best?.cost ?? null).toBe(lines.length === 0 ? null : Math.min(...lines));
    });
  });

  it('goes on from the days worked before, and forbids no line that keeps the rules with them', () => {
    let forbidden = 0;
    everyChance(40, (dice) => {
      const problem = someProblem(dice, 6, 1);
      const alone = problem.employees[0]!;
      const employee = { ...alone, workedBefore: dice.below(alone.mostConsecutiveShifts + 2) };
      const lawful = (whose: Employee) =>
        everyLine(6, problem.shifts.length)
          .filter((line) => judgeRoster({ ...problem, employees: [whose] }, [line]).violations.length === 0)
          .map((line) => line.join());
      const costs = new Float64Array(6 * problem.shifts.length);
      const wanted = lawful(employee);
      forbidden += lawful(alone).length - wanted.length;
      const found = new BestLine({ ...problem, employees: [employee] }, employee).within(costs, 0, wanted.length);
      expect(found!.map((line) => line.join()).sort()).toEqual(wanted.sort());
    });
    expect(forbidden).toBeGreaterThan(0);
  });

  it('lets days in a row go, and keeps what is settled, where a settled shift goes on from more of them than there may be', () => {
    const settled = [{ day: 0, shift: 0 }];
    const { letGo, problem } = loosened(
      aProblem(5, anEmployee({ mostConsecutiveShifts: 5, workedBefore: 7, settled })),
    );
    expect(new Set(letGo.map(({ rule }) => rule))).toEqual(
      new Set(['least-minutes', 'shortest-runs', 'consecutive-days']),
    );
    expect(problem.employees[0]!.settled).toEqual(settled);
  });

  it('grants wishes where the rules let it', () => {
    const wishes = [
      { day: 1, shift: 0, wanted: true, weight: 2 },
      { day: 3, shift: 0, wanted: false, weight: 1 },
    ];
    const employee = anEmployee({ wishes, leastMinutes: 4 * 480 });
    const costs = wishCosts(employee, 5, 1);
    const [best] = new BestLine(aProblem(5, employee), employee).find(costs.added, 1);
    expect(best!.line).toEqual([0, 0, 0, O, 0]);
    expect(costs.fixed + best!.cost).toBe(0);
  });

  it('is found in a year of tight hours with long holidays, since it is even over the days that can be worked', () => {
    const holidays = [60, 200].flatMap((first) => Array.from({ length: 28 }, (_, day) => first + day));
    const hours = { mostMinutes: 52 * 2_160, leastMinutes: 52 * 2_160 - 960, mostWeekends: 26 };
    const runs = { mostConsecutiveShifts: 5, leastConsecutiveShifts: 2, leastConsecutiveDaysOff: 2 };
    const year = aYear(new Dice(3), 1, 52);
    const mostOfShift = [364, 364, 364, 0];
    const problem = { ...year, employees: [anEmployee({ ...hours, ...runs, mostOfShift, daysOff: holidays })] };
    const [best] = new BestLine(problem, problem.employees[0]!).find(new Float64Array(364 * 4), 1);
    expect(judgeRoster(problem, [best!.line]).violations).toEqual([]);
  });

  it('keeps the rules of a whole year, in which it looks only near an even spread', () => {
    const problem = aYear(new Dice(3), 3, 52);
    const lines = new WorkforceLines(problem);
    const roster = bestResponses(lines, [0, 1, 2], () => false);
    expect(lines.exact).toBe(false);
    const { violations, cost } = judgeRoster(problem, roster);
    expect(violations).toEqual([]);
    expect(lines.cost(roster)).toBe(cost);
  });
});
