import { describe, expect, it } from '@jest/globals';
import { BestLine } from './line/best-line.js';
import { judgeRoster } from './check-roster.js';
import { evenedOut } from './even-out.js';
import { OFF, type RosterProblem } from './roster-problem.js';
import { anEmployee, aShift, everyChance, someProblem } from './some-problem.contract.js';

const O = OFF;
const two = (more = {}): RosterProblem => ({
  ...{ days: 4, shifts: [aShift('D'), aShift('N')], cover: [] },
  employees: [anEmployee({ id: 'A', ...more }, 2), anEmployee({ id: 'B' }, 2)],
});
/** Nights count, eight hours each. */
const nights = (days: number) => Array.from({ length: days }, () => [0, 8]).flat();

describe('unpopular hours that are evened out', () => {
  it('go from who has more than is fair to who has less, and everything else stays', () => {
    const lines = [
      [1, 1, 1, 1],
      [0, 0, 0, 0],
    ];
    const evened = evenedOut(two(), lines, { ofShift: nights(4), fair: [16, 16], weight: 1 });
    const nightsOf = evened.map((line) => line.filter((shift) => shift === 1).length);
    expect(nightsOf).toEqual([2, 2]);
    expect([0, 1, 2, 3].map((day) => evened.map((line) => line[day]).sort())).toEqual(Array(4).fill([0, 1]));
  });

  it('go by what is fair: less for who had more before', () => {
    const lines = [
      [1, O, O, O],
      [0, O, O, O],
    ];
    const fair = (one: number, other: number) => ({ ofShift: nights(4), fair: [one, other], weight: 1 });
    expect(evenedOut(two(), lines, fair(0, 8))[1]![0]).toBe(1);
    expect(evenedOut(two(), lines, fair(8, 0))).toEqual(lines);
  });

  it('stay with who wants them, as far as the wish weighs more', () => {
    const wishes = [{ day: 0, shift: 1, wanted: true, weight: 50 }];
    const lines = [
      [1, O, O, O],
      [0, O, O, O],
    ];
    const burdens = { ofShift: nights(4), fair: [4, 4], weight: 0.1 };
    expect(evenedOut(two({ wishes }), lines, { ...burdens, fair: [0, 8] })).toEqual(lines);
    expect(evenedOut(two(), lines, { ...burdens, fair: [0, 8] })).not.toEqual(lines);
  });

  it('never break a rule or change what is covered, and are never less even', () => {
    everyChance(40, (dice) => {
      const problem = someProblem(dice, 10, 4);
      const lines = problem.employees.map((employee) => {
        const costs = Float64Array.from({ length: 10 * problem.shifts.length }, () => dice.below(41) - 20);
        return new BestLine(problem, employee).find(costs, 1)[0]?.line;
      });
      if (lines.some((line) => line === undefined)) return;
      const roster = lines.map((line) => line!);
      const burdens = { ofShift: nights(10 * 2), fair: problem.employees.map(() => 8), weight: 1 };
      const evened = evenedOut(problem, roster, burdens);
      const [before, after] = [judgeRoster(problem, roster), judgeRoster(problem, evened)];
      const squares = (all: readonly (readonly number[])[]) =>
        all.reduce((sum, line) => {
          const hours = line.reduce(
            (own, shift, day) => own + (shift === O ? 0 : burdens.ofShift[day * problem.shifts.length + shift]!),
            0,
          );
          return sum + (hours - 8) ** 2;
        }, 0);
      expect([after.violations, after.cover]).toEqual([before.violations, before.cover]);
      expect(squares(evened) + after.wishes).toBeLessThanOrEqual(squares(roster) + before.wishes);
    });
  });
});
