import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import type { Highs } from 'highs';
import { loadHighs } from '#libs/roster-search/load-highs';
import { placePauses, type PlacedPause, placeTogether, Staffed, type WorkedShift } from './placement.js';
import { countShifts, NoShiftCounts, type DemandForShifts } from './shift-counts.js';
import { SkilledFloor } from './skilled-floor.js';
import { paidMinutes, presence, type ShiftOption } from './shift-option.js';

const lunch = { kind: 'lunch' as const, minutes: 60, earliest: 180, latest: 300, isPaid: false };
const rest = { kind: 'break' as const, minutes: 15, earliest: 60, latest: 420, isPaid: true };
const early: ShiftOption = { startsAt: 8 * 60, minutes: 540, pauses: [lunch, rest] };
const late: ShiftOption = { startsAt: 13 * 60, minutes: 540, pauses: [lunch] };
const night: ShiftOption = { startsAt: 22 * 60, minutes: 480, pauses: [] };

describe('a shift that may be worked', () => {
  it('pays what is not an unpaid pause', () => expect(paidMinutes(early)).toBe(480));

  it('is at work as long as it pauses not, wherever its pauses will be', () => {
    const worked = presence(early, 30).reduce((sum, part) => sum + part * 30, 0);
    expect(worked).toBeCloseTo(540 - 60 - 15);
    expect(presence(night, 60)).toHaveLength(30);
  });
});

describe('how many of each shift are needed', () => {
  let highs: Highs;
  beforeAll(async () => (highs = await loadHighs()));

  const demandOf = (demand: Partial<DemandForShifts>): DemandForShifts => ({
    ...{ intervalMinutes: 60, needed: [at(8, 22, 4)], options: [early, late, night], people: [99] },
    weeklyMinutes: Infinity,
    ...demand,
  });
  const counted = (demand: Partial<DemandForShifts>) => countShifts(highs, demandOf(demand)).counts;
  const sumOf = (counts: readonly (readonly number[])[]) => counts.flat().reduce((all, each) => all + each, 0);
  const at = (from: number, to: number, agents: number) =>
    Array.from({ length: 24 }, (_, hour) => (hour >= from && hour < to ? agents : 0));

  it('is so many that nobody is missing outside of pauses, and nobody comes in vain', () => {
    const [[first, second, third]] = counted({}) as [number[]];
    expect([first! >= 4, second! >= 4, third]).toEqual([true, true, 0]);
    // A third of each is at lunch while lunch is.
    expect(first! + second!).toBeLessThanOrEqual(13);
  });

  it('has a night shift for the small hours of the next day', () => {
    const needed = [at(22, 24, 2), at(0, 6, 2)];
    expect(counted({ needed, people: [9, 9] })).toEqual([
      [0, 0, 2],
      [0, 0, 0],
    ]);
  });

  it('is never more than there are people, seats and hours for', () => {
    expect(sumOf(counted({ people: [3] }))).toBe(3);
    expect(counted({ seats: Array<number>(24).fill(2) })[0]!.map((count) => count <= 2)).toEqual([true, true, true]);
    expect(sumOf(counted({ weeklyMinutes: 5 * 480 }))).toBe(5);
  });

  it('keeps the seats of each interval, those of a night too that began the day before', () => {
    const nights = { startsAt: 22 * 60, minutes: 480, pauses: [] };
    const small = { startsAt: 0, minutes: 360, pauses: [] };
    const needed = Array.from({ length: 8 }, (_, day) => (day === 6 ? at(22, 24, 5) : at(0, day === 7 ? 6 : 0, 7)));
    const weeks = { needed, options: [nights, small], people: Array<number>(8).fill(9) };
    const crowded = Array.from({ length: 8 * 24 }, (_, hour) => (hour >= 7 * 24 ? 5 : 9));
    const seated = ([night, early]: readonly (readonly number[])[]) => night![0]! + early![1]!;
    expect(seated(counted({ ...weeks, seats: crowded }).slice(6))).toBe(5);
  });

  it('stays what it was where demand changes little', () => {
    const options = Array.from({ length: 24 }, (_, half): ShiftOption => ({ ...early, startsAt: 360 + half * 30 }));
    const day = (agents: number) => at(8, 22, agents);
    const week = (agents: number) => ({
      needed: Array.from({ length: 7 }, () => day(agents)),
      people: Array<number>(7).fill(99),
      options,
    });
    const kept = counted(week(20));
    const again = counted({ ...week(21), kept });
    const same = kept.flatMap((ofDay, which) => ofDay.map((count, option) => Math.min(count, again[which]![option]!)));
    expect(sumOf([same]) / sumOf(kept)).toBeGreaterThan(0.97);
    expect(sumOf(again)).toBeGreaterThan(sumOf(kept));
  });

  it('is never nobody because the time was too short', () => {
    const createModel = (content: Parameters<Highs['createModel']>[0]) => {
      const model = highs.createModel(content);
      jest.spyOn(model.info, 'get').mockReturnValue(0);
      return model;
    };
    const impatient = { createModel } as Highs;
    expect(() => countShifts(impatient, demandOf({}))).toThrow(NoShiftCounts);
  });
});

describe('where pauses are', () => {
  const shift = (from: number, pauses = [lunch, rest]): WorkedShift => ({
    ...{ from, to: from + 540, pauses, taken: [] },
  });
  const needs = (needed: number[]) => ({ intervalMinutes: 30, needed });

  it('is where fewest are missed', () => {
    const busyUntilOne = Array.from({ length: 48 }, (_, at) => (at < 26 ? 1 : 0));
    const [[pause]] = placePauses([shift(8 * 60, [lunch])], needs(busyUntilOne)) as unknown as [[PlacedPause]];
    expect(pause.from).toBe(13 * 60);
  });

  it('is where the skills lack least, when it matters who does what', () => {
    const window = { ...lunch, earliest: 180, latest: 240 };
    const working = (skill: string) => ({ ...shift(8 * 60, [window]), skills: [skill] });
    // One sells and one serves; the hour from 11 needs the seller, the next one who serves.
    const sales = Array.from({ length: 48 }, (_, at) => (at === 22 || at === 23 ? 1 : 0));
    const service = Array.from({ length: 48 }, (_, at) => (at === 24 || at === 25 ? 1 : 0));
    const needed = sales.map((count, at) => count + service[at]!);
    const [[seller], [server]] = placePauses([working('sales'), working('service')], {
      ...{ ...needs(needed), skills: { sales, service } },
    }) as unknown as [[PlacedPause], [PlacedPause]];
    expect([seller.from, server.from]).toEqual([12 * 60, 11 * 60]);
  });

  it('lets whoever has both skills stand in for one who pauses', () => {
    const window = { ...lunch, earliest: 180, latest: 180 };
    const sales = Array.from({ length: 48 }, (_, at) => (at >= 22 && at < 24 ? 1 : 0));
    const both = { ...shift(8 * 60, [{ ...lunch, earliest: 180, latest: 240 }]), skills: ['sales', 'service'] };
    const seller = { ...shift(8 * 60, [window]), skills: ['sales'] };
    const placed = placePauses([seller, both], { ...needs(sales), skills: { sales, service: sales.map(() => 0) } });
    expect(placed.map(([pause]) => pause!.from)).toEqual([11 * 60, 12 * 60]);
  });

  it('costs with one skill for all what it costs without', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 48, maxLength: 48 }),
        fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 0, max: 96 }),
        (needed, starts, after) => {
          const plain = new Staffed(needs(needed));
          const skilled = new SkilledFloor({ intervalMinutes: 30, skills: { calls: needed } }).of(['calls']);
          for (const half of starts) for (const floor of [plain, skilled]) floor.add(shift(half * 30), 1);
          const from = starts[0]! * 30 + after * 5;
          const away = { from, to: from + 60 };
          expect(skilled.costOf(away, 1)).toBeCloseTo(plain.costOf(away, 1), 6);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keeps windows, lengths and shifts, and no two of a shift at once, whatever is needed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 48, maxLength: 48 }),
        fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 8 }),
        (needed, starts) => {
          const shifts = starts.map((half) => shift(half * 30));
          placePauses(shifts, needs(needed)).forEach((pauses, which) => {
            const { from } = shifts[which]!;
            expect(pauses).toHaveLength(2);
            for (const pause of pauses) {
              const wanted = pause.kind === 'lunch' ? lunch : rest;
              expect(pause.to - pause.from).toBe(wanted.minutes);
              expect(pause.from).toBeGreaterThanOrEqual(from + wanted.earliest);
              expect(pause.from).toBeLessThanOrEqual(from + wanted.latest);
            }
            expect(pauses[0]!.to).toBeLessThanOrEqual(pauses[1]!.from);
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('has people together only when all of them are at work', () => {
    const staffed = new Staffed(needs(new Array<number>(48).fill(0)));
    const both = [[shift(8 * 60)], [shift(12 * 60)]];
    const found = placeTogether(both, 60, { from: 0, to: 1_440 }, staffed)!;
    expect([found.from >= 720, found.to <= 17 * 60]).toEqual([true, true]);
    expect(placeTogether(both, 60, { from: 0, to: 700 }, staffed)).toBeUndefined();
  });
});
