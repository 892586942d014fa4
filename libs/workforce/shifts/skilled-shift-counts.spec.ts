import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Highs } from 'highs';
import { loadHighs } from '#libs/roster-search/load-highs';
import { coverSkills } from '../skills/skill-cover.js';
import { presence, type ShiftOption } from './shift-option.js';
import { countSkilledShifts, type KindOfPeople, type SkilledDemand } from './skilled-shift-counts.js';

const SKILLS = ['sales', 'service'];
const early: ShiftOption = { startsAt: 8 * 60, minutes: 480, pauses: [] };
const late: ShiftOption = { startsAt: 14 * 60, minutes: 480, pauses: [] };
const night: ShiftOption = { startsAt: 22 * 60, minutes: 480, pauses: [] };

const from = (first: number, last: number, agents: number) =>
  Array.from({ length: 24 }, (_, hour) => (hour >= first && hour < last ? agents : 0));
const sumOf = (counts: readonly number[]) => counts.reduce((sum, each) => sum + each, 0);

describe('how many of each kind of people work which shift', () => {
  let highs: Highs;
  beforeAll(async () => (highs = await loadHighs()));

  const people = (count: number, skills: string[], more: Partial<KindOfPeople> = {}): KindOfPeople => ({
    ...{ skills, closed: [[], []], people: [count, count], weeklyMinutes: Infinity },
    ...more,
  });
  const counted = (needed: number[][], kinds: KindOfPeople[], more: Partial<SkilledDemand> = {}) => {
    const demand = { intervalMinutes: 60, skills: SKILLS, options: [early, late, night], seats: {} };
    const days = needed.map((day) => [day]);
    return countSkilledShifts(highs, { ...demand, needed: days, kinds, ...more }).map((days_) => days_[0]!);
  };

  it('has for each skill those who have it', () => {
    const kinds = [people(9, ['sales']), people(9, ['service'])];
    expect(counted([from(8, 16, 2), from(14, 22, 3)], kinds)).toEqual([
      [2, 0, 0],
      [0, 3, 0],
    ]);
  });

  it('has whoever can do both where they are missed, and once', () => {
    const kinds = [people(2, ['sales']), people(9, ['sales', 'service'])];
    const [sellers, both] = counted([from(8, 16, 4), from(8, 16, 1)], kinds);
    expect([sellers![0], both![0]]).toEqual([2, 3]);
  });

  it('takes nobody for a skill they have not', () => {
    const kinds = [people(9, ['sales']), people(1, ['service'])];
    expect(counted([from(8, 16, 1), from(8, 16, 3)], kinds)).toEqual([
      [1, 0, 0],
      [1, 0, 0],
    ]);
  });

  it('keeps the seats of each site, and fills the one where there are more', () => {
    const kinds = ['north', 'south'].map((site) => people(9, ['sales'], { site }));
    const seats = { north: Array<number>(24).fill(2), south: Array<number>(24).fill(5) };
    const [north, south] = counted([from(8, 16, 6), from(8, 16, 0)], kinds, { seats });
    expect([north![0]! <= 2, south![0]! <= 5, north![0]! + south![0]!]).toEqual([true, true, 6]);
  });

  it('keeps seats, hours and closed shifts of all of them together', () => {
    const kinds = [people(9, ['sales']), people(9, ['service'])];
    const needed = [from(8, 16, 3), from(8, 16, 3)];
    const at = (site: string) => kinds.map((kind) => ({ ...kind, site }));
    const house = { house: Array<number>(24).fill(4) };
    expect(sumOf(counted(needed, at('house'), { seats: house }).flat())).toBe(4);
    const closed = [people(9, ['sales'], { closed: [[0, 1, 2]] }), people(9, ['service'])];
    expect(counted(needed, closed)[0]).toEqual([0, 0, 0]);
    const short = [people(9, ['sales'], { weeklyMinutes: 960 }), people(9, ['service'])];
    expect(sumOf(counted(needed, short)[0]!)).toBe(2);
  });

  it('counts the night that began the week before, for the skills of those who work it', () => {
    const quiet = from(0, 0, 0);
    const needed = [
      [...Array.from({ length: 6 }, () => quiet), from(22, 24, 1), from(0, 6, 1)],
      [...Array.from({ length: 7 }, () => quiet), from(0, 6, 1)],
    ];
    const eight = Array.from({ length: 8 }, () => 9);
    const kinds = [people(9, ['sales'], { closed: eight.map(() => []), people: eight })];
    const [days] = countSkilledShifts(highs, {
      ...{ intervalMinutes: 60, skills: SKILLS, options: [early, late, night], seats: {}, needed, kinds },
    });
    expect(days!.map(sumOf)).toEqual([0, 0, 0, 0, 0, 0, 1, 0]);
  });

  it('leaves nothing uncovered that there are people for, whatever is needed', () => {
    const need = fc.integer({ min: 0, max: 4 });
    const check = (sales: number, service: number, both: number) => {
      const kinds = [people(5, ['sales']), people(both, SKILLS)];
      const needed = [from(8, 16, sales), from(8, 16, service)];
      const counts = counted(needed, kinds);
      const there = kinds.map(({ skills }, kind) => ({
        skills,
        people: sumOf([early, late, night].map((option, at) => counts[kind]![at]! * (presence(option, 60)[9] ?? 0))),
      }));
      const possible = kinds.map(({ skills, people: [most] }) => ({ skills, people: most! }));
      const covered = (all: typeof there) => sumOf(coverSkills(all, SKILLS, [sales, service]).covered);
      expect(covered(there)).toBeCloseTo(covered(possible), 6);
    };
    fc.assert(fc.property(need, need, need, check), { numRuns: 25 });
  });
});
