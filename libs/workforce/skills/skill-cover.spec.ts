import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { coverSkills, evenShare, spreadOver } from './skill-cover.js';
import type { SkilledPeople } from './skill-flow.js';

const SKILLS = ['sales', 'service', 'claims'];
const kind = (people: number, ...skills: string[]): SkilledPeople => ({ people, skills });
const sumOf = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0);

describe('what people with several skills cover', () => {
  it('is one skill at a time: two who can do both are not four', () => {
    const { covered, shortWith } = coverSkills([kind(2, 'sales', 'service')], SKILLS, [2, 2, 0]);
    expect(covered).toEqual([1, 1, 0]);
    expect(shortWith).toEqual([[0, 1], [0, 1], []]);
  });

  it('has those who can do more do what the others cannot', () => {
    const kinds = [kind(3, 'sales', 'service'), kind(2, 'sales')];
    expect(coverSkills(kinds, SKILLS, [2, 3, 0])).toEqual({
      ...{ covered: [2, 3, 0], shortWith: [[], [], []] },
      doing: [
        [0, 3, 0],
        [2, 0, 0],
      ],
    });
  });

  it('moves people on over others, as far as that helps', () => {
    const kinds = [kind(1, 'sales', 'service'), kind(1, 'service', 'claims'), kind(1, 'sales')];
    expect(coverSkills(kinds, SKILLS, [1, 1, 1]).covered).toEqual([1, 1, 1]);
  });

  it('names what lacks people together, and not what has enough', () => {
    const kinds = [kind(4, 'sales'), kind(2, 'service', 'claims')];
    const { covered, shortWith } = coverSkills(kinds, SKILLS, [2, 2, 2]);
    expect(covered).toEqual([2, 1, 1]);
    expect(shortWith).toEqual([[], [1, 2], [1, 2]]);
  });

  it('names the skill that nobody has', () => {
    expect(coverSkills([kind(9, 'sales')], SKILLS, [1, 0, 1])).toMatchObject({
      ...{ covered: [1, 0, 0], shortWith: [[], [], [2]] },
    });
    const apart = coverSkills([kind(1, 'sales')], SKILLS, [2, 0, 1]);
    expect(apart.shortWith).toEqual([[0], [], [2]]);
  });

  it('shares out lack by what is needed', () => {
    expect(coverSkills([kind(6, 'sales', 'service')], SKILLS, [8, 4, 0]).covered).toEqual([4, 2, 0]);
    expect(evenShare([kind(6, 'sales', 'service')], SKILLS, [8, 4, 0])).toBe(0.5);
    expect(evenShare([kind(6, 'sales')], SKILLS, [3, 0, 0])).toBe(1);
  });

  it('spreads everybody over what they can do, whatever is asked', () => {
    const kinds = [kind(10, 'sales'), kind(5, 'sales', 'service')];
    const spread = spreadOver(kinds, SKILLS, [12, 6, 0]);
    expect(sumOf(spread)).toBeCloseTo(15, 9);
    expect(spread[1]!).toBeCloseTo(5, 9);
  });
});

describe('whatever people there are', () => {
  const kinds = fc.array(
    fc.record({ skills: fc.subarray(SKILLS), people: fc.integer({ min: 0, max: 24 }).map((quarters) => quarters / 4) }),
    { maxLength: 6 },
  );
  const needed = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 3 });
  const terms = { numRuns: 500 };
  const supply = (all: readonly SkilledPeople[], skills: readonly string[]) =>
    sumOf(all.filter((each) => each.skills.some((skill) => skills.includes(skill))).map(({ people }) => people));

  it('nobody does two things, or one they cannot, and no skill has more than it needs', () => {
    const check = (all: readonly SkilledPeople[], need: readonly number[]) => {
      const { covered, doing } = coverSkills(all, SKILLS, need);
      doing.forEach((own, at) => {
        expect(sumOf(own)).toBeLessThanOrEqual(all[at]!.people + 1e-9);
        own.forEach((people, skill) => expect(people === 0 || all[at]!.skills.includes(SKILLS[skill]!)).toBe(true));
      });
      covered.forEach((people, at) => {
        expect(people).toBeLessThanOrEqual(need[at]! + 1e-9);
        expect(people).toBeCloseTo(sumOf(doing.map((own) => own[at]!)), 9);
      });
    };
    fc.assert(fc.property(kinds, needed, check), terms);
  });

  it('as much is covered as every set of skills has people for (Hall)', () => {
    const subsets = Array.from({ length: 8 }, (_, bits) =>
      SKILLS.flatMap((_skill, at) => ((bits >> at) & 1 ? [at] : [])),
    );
    const check = (all: readonly SkilledPeople[], need: readonly number[]) => {
      const namesOf = (places: readonly number[]) => places.map((at) => SKILLS[at]!);
      const lack = Math.max(
        ...subsets.map((places) => sumOf(places.map((at) => need[at]!)) - supply(all, namesOf(places))),
      );
      const { covered, shortWith } = coverSkills(all, SKILLS, need);
      const short = [...new Set(shortWith.flat())];
      expect(sumOf(covered)).toBeCloseTo(sumOf(need) - lack, 6);
      const together = sumOf(short.map((at) => need[at]!)) - supply(all, namesOf(short));
      expect(together).toBeCloseTo(lack, 6);
    };
    fc.assert(fc.property(kinds, needed, check), terms);
  });

  it('no skill lacks a larger share than the even one', () => {
    const check = (all: readonly SkilledPeople[], need: readonly number[]) => {
      const share = evenShare(all, SKILLS, need);
      const { covered } = coverSkills(all, SKILLS, need);
      covered.forEach((people, at) => expect(people).toBeGreaterThanOrEqual(share * need[at]! - 1e-6));
    };
    fc.assert(fc.property(kinds, needed, check), terms);
  });
});
