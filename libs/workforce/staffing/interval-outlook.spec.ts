import { describe, expect, it } from '@jest/globals';
import { erlangA } from './erlang/erlang-a.js';
import { erlangX } from './erlang/erlang-x.js';
import { outlookOf, presentOf, staffFor, togetherOf, type StaffingRules } from './interval-outlook.js';
import { requiredAgents } from './required-agents.js';
import { LEVEL_FORMULAS, levelOf, type LevelFormula } from './service-level.js';

const demand = { contacts: 100, intervalSeconds: 1_800, handleSeconds: 180 };
const level = { withinSeconds: 20 };
const rules: StaffingRules = {
  level,
  goal: { serviceLevel: { ...level, share: 0.8 } },
  ...{ patienceSeconds: Infinity, redialShare: 0, shrinkage: 0.3, plannedShrinkage: 0, concurrentContacts: 1 },
};

describe('a service level by its formulas', () => {
  /** ICMI's thousand: AN 1,000, AB 60, AN≤20 860, AB≤20 20, AB≤5 10. */
  const icmi = {
    ...{ abandonShare: 60 / 1_060, occupancy: 0.9 },
    serviceLevel: (seconds: number) => (seconds === 20 ? 860 : 400) / 1_060,
    waitedAtMost: (seconds: number) => (seconds === 20 ? 880 : 410) / 1_060,
  };

  it.each<[LevelFormula, number]>([
    ['SL-1', 83.02],
    ['SL-2', 86],
    ['SL-3', 81.13],
    ['SL-4', 82.69],
    ['SL-5', 82.08],
    ['SL-G', 81.13],
    ['SL-G-without-short-abandons', 81.9],
    ['SL-G-without-abandons', 86],
  ])('%s of the published example is %f %%', (formula, percent) => {
    expect(100 * levelOf(icmi, { withinSeconds: 20, formula, shortSeconds: 5 })).toBeCloseTo(percent, 2);
  });

  it.each(LEVEL_FORMULAS)('the fewest agents for %s achieve it, and one fewer do not', (formula) => {
    const impatient = { ...demand, patienceSeconds: 120 };
    const target = { withinSeconds: 20, formula, shortSeconds: 5 };
    const agents = requiredAgents(impatient, { serviceLevel: { ...target, share: 0.85 } });
    expect(levelOf(erlangA(impatient, agents), target)).toBeGreaterThanOrEqual(0.85);
    expect(levelOf(erlangA(impatient, agents - 1), target)).toBeLessThan(0.85);
  });
});

describe('an interval', () => {
  it('takes 14 who are there, 20 with shrinkage, and nobody when nobody comes', () => {
    expect(staffFor(demand, rules)).toEqual({ agents: 14, scheduled: 20, rostered: 20 });
    expect(staffFor({ ...demand, contacts: 0 }, rules)).toEqual({ agents: 0, scheduled: 0, rostered: 0 });
    expect(presentOf(20, 0.3)).toBe(14);
  });

  it('pays with all shrinkage, and rosters with what is not planned of it', () => {
    expect(staffFor(demand, { ...rules, plannedShrinkage: 0.15 })).toEqual({ agents: 14, scheduled: 20, rostered: 17 });
    expect(staffFor(demand, { ...rules, plannedShrinkage: 0.3 })).toEqual({ agents: 14, scheduled: 20, rostered: 14 });
  });

  it('takes a third of the people when each has three chats at a time', () => {
    expect(staffFor(demand, { ...rules, concurrentContacts: 3 }).agents).toBe(5);
    const outlook = outlookOf(demand, 5, { ...rules, concurrentContacts: 3 });
    expect(outlook.serviceLevel).toBeCloseTo(0.9415, 4);
    expect(outlook.occupancy).toBeCloseTo(10 / 15, 9);
  });

  it('with fewer than the work takes is overloaded, unless people give up', () => {
    expect(outlookOf(demand, 9, rules)).toMatchObject({
      ...{ isOverloaded: true, serviceLevel: 0, averageSpeedOfAnswerSeconds: null, occupancy: 1 },
    });
    const impatient = outlookOf(demand, 9, { ...rules, patienceSeconds: 120 });
    expect(impatient.isOverloaded).toBe(false);
    expect(impatient.abandonShare).toBeGreaterThan(0.1);
    expect(outlookOf(demand, 0, { ...rules, patienceSeconds: 120 })).toMatchObject({ abandonShare: 1, occupancy: 1 });
  });

  it('whose people call again when they gave up takes more, and counts their attempts: Erlang X', () => {
    const impatient = { ...rules, patienceSeconds: 60 };
    const calling = { ...impatient, redialShare: 0.8 };
    const many = { ...demand, contacts: 1_000 };
    const goal = (agents: number) => outlookOf(many, agents, calling).serviceLevel;
    const { agents } = staffFor(many, calling);
    expect(agents).toBeGreaterThan(staffFor(many, impatient).agents);
    expect(goal(agents)).toBeGreaterThanOrEqual(0.8);
    expect(goal(agents - 1)).toBeLessThan(0.8);

    const few = outlookOf(demand, 8, calling);
    const x = erlangX({ ...demand, patienceSeconds: 60, redialShare: 0.8, lines: Infinity }, 8);
    expect(few.attempts).toBeCloseTo(100 * x.attempts, 6);
    expect(few.serviceLevel).toBeCloseTo(x.serviceLevel(20), 9);
    expect(few.abandonShare).toBeCloseTo(x.abandonShare, 9);
    expect(few.occupancy).toBeCloseTo(x.occupancy, 9);
    expect(outlookOf(demand, 0, calling).attempts).toBeCloseTo(500, 9);
    const day = togetherOf([few, outlookOf({ ...demand, contacts: 0 }, 8, calling)]);
    expect(day).toMatchObject({ contacts: 100, attempts: few.attempts, serviceLevel: few.serviceLevel });
  });

  it('counts in a day by who comes', () => {
    const [busy, quiet] = [outlookOf(demand, 11, rules), outlookOf({ ...demand, contacts: 50 }, 11, rules)];
    const day = togetherOf([busy, quiet, outlookOf({ ...demand, contacts: 0 }, 3, rules)]);
    expect(day.serviceLevel).toBeCloseTo((2 * busy.serviceLevel + quiet.serviceLevel) / 3, 12);
    expect(day.occupancy).toBeCloseTo((10 + 5) / 25, 9);
    expect(day).toMatchObject({ contacts: 150, agents: 25, isOverloaded: false });
    const lost = outlookOf(demand, 0, { ...rules, patienceSeconds: 60 });
    expect(togetherOf([busy, lost]).averageSpeedOfAnswerSeconds).toBeCloseTo(busy.averageSpeedOfAnswerSeconds!, 9);
  });
});
