import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { criticalScore, score, type JudgedGroup, type JudgedItem, type WeightMode } from './score.js';

const item = (points: number | null, possible = 1): JudgedItem => ({ possible, points, fatal: null });
const fatal = (points: number | null, possible = 1): JudgedItem => ({ possible, points, fatal: 'form' });
const group = (weight: number, ...items: JudgedItem[]): JudgedGroup => ({ weight, items });
const MODES: WeightMode[] = ['points', 'groups'];

describe('the score of a form', () => {
  // Genesys, help.mypurecloud.com/?p=144862: G1 two questions of weight 40 (Yes, No), G2 one of weight 20 (Yes).
  const VECTOR = [group(40, item(1), item(0)), group(20, item(1))];

  it('weighs each point: (1·40 + 1·20) / (2·40 + 1·20) = 60 %', () => {
    expect(score(VECTOR, 'points').total).toBe(60);
  });

  it('weighs each group: (40·½ + 20·1) / 60 = 66.67 %', () => {
    expect(score(VECTOR, 'groups').total).toBeCloseTo(66.6667, 4);
  });

  describe.each(MODES)('by %s', (mode) => {
    it('leaves out an item that does not apply', () => {
      expect(score([group(40, item(1), item(null, 9))], mode).total).toBe(100);
      expect(score([group(40, item(0), item(null, 9))], mode).total).toBe(0);
    });

    it('leaves out a group in which nothing applies', () => {
      expect(score([...VECTOR, group(1_000, item(null))], mode)).toEqual(score(VECTOR, mode));
    });

    it.each([
      ['nothing applies', [group(1, item(null), fatal(null))]],
      ['there is nothing', []],
      ['groups are empty', [group(1)]],
    ])('is null, neither 0 nor 100, when %s', (_, groups) => {
      expect(score(groups, mode)).toEqual({ total: null, nonFatal: null, fatalMissed: false });
    });

    it('is 0 when a fatal item was missed in part, and still shows the rest', () => {
      const groups = [group(60, item(1), fatal(4, 5)), group(40, item(0))];
      expect(score(groups, mode)).toEqual({ total: 0, nonFatal: 60, fatalMissed: true });
    });

    it('counts a fatal item that was met like any other', () => {
      expect(score([group(1, item(0), fatal(1))], mode)).toEqual({ total: 50, nonFatal: 0, fatalMissed: false });
    });

    it('loses an item, or the group, that something fatal to it was missed in, and nothing beyond', () => {
      const ofItem: JudgedItem = { possible: 4, points: 3, fatal: 'item' };
      const ofGroup: JudgedItem = { possible: 4, points: 3, fatal: 'group' };
      expect(score([group(1, item(4, 4), ofItem)], mode)).toEqual({ total: 50, nonFatal: 100, fatalMissed: false });
      const groups = [group(1, item(4, 4), ofGroup), group(1, item(8, 8))];
      expect(score(groups, mode)).toEqual({ total: 50, nonFatal: 100, fatalMissed: false });
    });

    it('shows the critical items apart', () => {
      const critical = { ...item(0), critical: true };
      expect(criticalScore([group(60, item(1), critical), group(40, item(0))], mode)).toBe(0);
      expect(criticalScore([group(60, item(1))], mode)).toBeNull();
    });

    it('is not harmed by a fatal item that does not apply', () => {
      expect(score([group(1, item(1), fatal(null))], mode)).toEqual({ total: 100, nonFatal: 100, fatalMissed: false });
    });

    it.each([
      ['a weight of 0', [group(0, item(1))]],
      ['a weight that is no number', [group(Number.NaN, item(1))]],
      ['an item without points to win', [group(1, item(0, 0))]],
      ['more points than possible', [group(1, item(2))]],
      ['negative points', [group(1, item(-1))]],
    ])('refuses %s', (_, groups) => {
      expect(() => score(groups, mode)).toThrow(RangeError);
    });
  });
});

describe('any score', () => {
  const anItem = fc.integer({ min: 1, max: 20 }).chain((possible) =>
    fc.record({
      possible: fc.constant(possible),
      points: fc.option(fc.integer({ min: 0, max: possible })),
      fatal: fc.constantFrom(null, 'item' as const, 'group' as const, 'form' as const),
    }),
  );
  const aGroup = fc.record({ weight: fc.integer({ min: 1, max: 100 }), items: fc.array(anItem, { maxLength: 5 }) });
  const aForm = fc.array(aGroup, { maxLength: 5 });
  const aMode = fc.constantFrom(...MODES);

  const harmless = (groups: readonly JudgedGroup[]): JudgedGroup[] =>
    groups.map(({ weight, items }) => ({ weight, items: items.map((each) => ({ ...each, fatal: null })) }));
  const close = (left: number | null, right: number | null) =>
    left === null ? expect(right).toBeNull() : expect(right).toBeCloseTo(left, 8);

  it('is null exactly when nothing applies, else from 0 to 100', () => {
    fc.assert(
      fc.property(aForm, aMode, (groups, mode) => {
        const { total } = score(groups, mode);
        const applies = groups.some(({ items }) => items.some(({ points }) => points !== null));
        expect(total !== null).toBe(applies);
        if (total !== null) expect(total >= 0 && total <= 100 + 1e-9).toBe(true);
      }),
    );
  });

  it('is 0 whenever a fatal item was missed', () => {
    fc.assert(
      fc.property(aForm, aMode, (groups, mode) => {
        const missed = [...groups, group(1, fatal(0))];
        expect(score(missed, mode)).toMatchObject({
          total: 0,
          fatalMissed: true,
          nonFatal: score(groups, mode).nonFatal,
        });
      }),
    );
  });

  it('depends on the proportion of the weights alone', () => {
    fc.assert(
      fc.property(aForm, aMode, fc.integer({ min: 1, max: 50 }), (groups, mode, factor) => {
        const heavier = groups.map(({ weight, items }) => ({ weight: weight * factor, items }));
        close(score(groups, mode).total, score(heavier, mode).total);
      }),
    );
  });

  it('is the same without what does not apply', () => {
    fc.assert(
      fc.property(aForm, aMode, (groups, mode) => {
        const applying = groups
          .map(({ weight, items }) => ({ weight, items: items.filter(({ points }) => points !== null) }))
          .filter(({ items }) => items.length > 0);
        expect(score(applying, mode)).toEqual(score(groups, mode));
      }),
    );
  });

  it('never falls when an item gets more points', () => {
    fc.assert(
      fc.property(aForm, aGroup, anItem, aMode, (groups, { weight, items }, better, mode) => {
        const withPoints = (points: number) =>
          score(harmless([...groups, { weight, items: [...items, { ...better, points }] }]), mode).total!;
        expect(withPoints(better.possible)).toBeGreaterThanOrEqual(withPoints(0) - 1e-9);
      }),
    );
  });

  it('by groups does not care how many points a group has; by points a group counts for as many as it has', () => {
    fc.assert(
      fc.property(aForm, fc.integer({ min: 2, max: 9 }), (groups, factor) => {
        const finer = harmless(groups).map(({ weight, items }, index) => ({
          weight,
          items: items.map((each) => (index > 0 ? each : scaled(each, factor))),
        }));
        close(score(harmless(groups), 'groups').total, score(finer, 'groups').total);
        const heavier = harmless(groups).map((each, index) =>
          index > 0 ? each : { ...each, weight: each.weight * factor },
        );
        close(score(heavier, 'points').total, score(finer, 'points').total);
      }),
    );
  });
});

function scaled(each: JudgedItem, factor: number): JudgedItem {
  return { ...each, possible: each.possible * factor, points: each.points === null ? null : each.points * factor };
}
