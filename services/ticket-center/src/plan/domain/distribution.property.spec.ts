import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { distribute, type PersonSoFar, type TargetToGive } from './distribution.js';
import type { DistributionRule, Match } from './plan-design.js';

const AREAS = ['east', 'west'];
const rules = fc.constantFrom<DistributionRule>('round-robin', 'least-loaded', 'weighted');
const matches = fc.subarray<Match>(['area', 'skill']);
const some = fc.subarray(AREAS);
const targets = fc
  .array(fc.record({ area: fc.constantFrom('east', 'west', null), skill: fc.constantFrom('east', 'west', null) }), {
    maxLength: 60,
  })
  .map((all): TargetToGive[] => all.map((target, n) => ({ id: `t${n}`, ...target })));
const count = fc.integer({ min: 0, max: 20 });
const people = fc
  .array(
    fc.record({
      perDay: count,
      weight: fc.integer({ min: 1, max: 9 }),
      areas: some,
      skills: some,
      today: count,
      load: count,
    }),
    { maxLength: 6 },
  )
  .map((all): PersonSoFar[] => all.map((person, n) => ({ id: `p${n}`, given: person.today, ...person })));

const plain = (n: number): TargetToGive[] =>
  Array.from({ length: n }, (_, at) => ({ id: `t${at}`, area: null, skill: null }));
const person = (id: string, weight = 1, over: Partial<PersonSoFar> = {}): PersonSoFar => ({
  ...{ id, perDay: 10_000, weight, areas: [], skills: [], given: 0, today: 0, load: 0 },
  ...over,
});
const countOf = (id: string, given: readonly { personId: string }[]) =>
  given.filter((one) => one.personId === id).length;

describe('sharing out', () => {
  it('loses no target, gives none twice, respects the day and the match, and is the same every time', () => {
    fc.assert(
      fc.property(targets, people, rules, matches, (all, crew, rule, match) => {
        const { given, left } = distribute(all, crew, rule, match);
        const seen = [...given.map(({ targetId }) => targetId), ...left];
        expect(seen.toSorted()).toEqual(all.map(({ id }) => id).toSorted());
        for (const { id, today, perDay } of crew)
          expect(countOf(id, given)).toBeLessThanOrEqual(Math.max(0, perDay - today));
        for (const { targetId, personId } of given) {
          const { area } = all.find(({ id }) => id === targetId)!;
          const { areas } = crew.find(({ id }) => id === personId)!;
          if (match.includes('area')) expect(areas).toContain(area);
        }
        expect(distribute(all, crew, rule, match)).toEqual({ given, left });
      }),
      { seed: 37, numRuns: 500 },
    );
  });

  it('leaves a target only where nobody who fits has room', () => {
    fc.assert(
      fc.property(targets, people, rules, (all, crew, rule) => {
        const { given, left } = distribute(all, crew, rule, []);
        const room = crew.reduce((sum, { perDay, today }) => sum + Math.max(0, perDay - today), 0);
        expect(left).toHaveLength(Math.max(0, all.length - room));
        expect(given).toHaveLength(Math.min(all.length, room));
      }),
      { seed: 38, numRuns: 500 },
    );
  });

  it('goes round: nobody is two ahead', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 7 }), (n, heads) => {
        const crew = Array.from({ length: heads }, (_, at) => person(`p${at}`));
        const counts = crew.map(({ id }) => countOf(id, distribute(plain(n), crew, 'round-robin', []).given));
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
      { seed: 39, numRuns: 200 },
    );
  });

  it('goes round over days: what was given before counts', () => {
    const crew = [person('ann', 1, { given: 2 }), person('bob', 1, { given: 1 })];
    expect(distribute(plain(3), crew, 'round-robin', []).given.map(({ personId }) => personId)).toEqual([
      'bob',
      'ann',
      'bob',
    ]);
  });

  it('by weight is within one task of the exact share among three', () => {
    const weight = fc.integer({ min: 1, max: 50 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.tuple(weight, weight, weight), (n, weights) => {
        const crew = weights.map((each, at) => person(`p${at}`, each));
        const { given } = distribute(plain(n), crew, 'weighted', []);
        const sum = weights.reduce((all, each) => all + each, 0);
        for (const { id, weight: each } of crew)
          expect(Math.abs(countOf(id, given) - (n * each) / sum)).toBeLessThanOrEqual(1);
      }),
      { seed: 40, numRuns: 500 },
    );
  });

  it('by load fills up whoever has least, of all they have', () => {
    const crew = [person('ann', 1, { load: 3 }), person('bob'), person('cy', 1, { load: 2 })];
    const { given } = distribute(plain(4), crew, 'least-loaded', []);
    expect(given.map(({ personId }) => personId)).toEqual(['bob', 'bob', 'bob', 'cy']);
  });
});
