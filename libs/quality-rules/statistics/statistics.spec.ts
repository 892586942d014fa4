import { Dice } from '#libs/kernel/dice';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { agreement, cohensKappa, fleissKappa } from './agreement.js';
import { beforeAfter } from './before-after.js';
import { meanInterval, sampleSize, sumsOf, wilsonInterval } from './intervals.js';
import { normalQuantile, studentBelow, studentQuantile } from './quantiles.js';
import { severityOf } from './severity.js';

const SEED = { seed: 20261130 };

describe('quantiles', () => {
  // Any table of the t distribution.
  it.each([
    [0.975, 1, 12.706],
    [0.975, 4, 2.776],
    [0.975, 9, 2.262],
    [0.95, 30, 1.697],
    [0.995, 120, 2.617],
  ])('the %d of Student with %d degrees is %d', (probability, freedom, value) => {
    expect(studentQuantile(probability, freedom)).toBeCloseTo(value, 3);
    expect(studentBelow(value, freedom)).toBeCloseTo(probability, 3);
  });

  it('the normal one is 1.96', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963985, 8);
    expect(normalQuantile(0.001)).toBeCloseTo(-3.090232306, 7);
  });
});

describe('how many are drawn', () => {
  it.each([
    [Infinity, 385],
    [1_000, 278],
  ])('of %d for ± 5 %% are %d (domain-rules D5)', (population, size) => {
    expect(sampleSize(0.05, { population })).toBe(size);
  });
});

describe('intervals', () => {
  // statsmodels.stats.proportion.proportion_confint(method="wilson")
  it.each([
    [0, 10, 0, 0.2775],
    [1, 10, 0.0179, 0.4042],
    [5, 10, 0.2366, 0.7634],
    [10, 10, 0.7225, 1],
  ])('%d of %d is between %d and %d (Wilson)', (hits, n, low, high) => {
    const interval = wilsonInterval(hits, n);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('of 80, 90 and 100 the mean is 90 ± 24.84', () => {
    const { mean, low, high } = meanInterval(sumsOf([80, 90, 100]));
    expect([mean, low, high].map((each) => Math.round(each! * 100) / 100)).toEqual([90, 65.16, 114.84]);
  });

  it('say nothing of the spread of one, and nothing at all of none', () => {
    expect(meanInterval(sumsOf([80]))).toEqual({ n: 1, mean: 80, low: null, high: null });
    expect(meanInterval(sumsOf([]))).toEqual({ n: 0, mean: null, low: null, high: null });
    expect(wilsonInterval(0, 0)).toEqual({ n: 0, mean: null, low: null, high: null });
  });

  it('leave no doubt of what was seen as a whole, and less the more of it was seen', () => {
    const sums = sumsOf([80, 90, 100]);
    expect(meanInterval(sums, 0.95, 3)).toEqual({ n: 3, mean: 90, low: 90, high: 90 });
    expect(meanInterval(sums, 0.95, 4).low!).toBeGreaterThan(meanInterval(sums, 0.95, 40).low!);
  });

  it('hold the truth about as often as they promise', () => {
    const dice = new Dice(5);
    let held = 0;
    for (let trial = 0; trial < 500; trial += 1) {
      const { low, high } = meanInterval(
        sumsOf(Array.from({ length: 8 }, () => dice.next() + dice.next() + dice.next())),
      );
      if (low! <= 1.5 && 1.5 <= high!) held += 1;
    }
    expect(Math.abs(held / 500 - 0.95)).toBeLessThan(0.03);
  });
});

describe('agreement', () => {
  const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);
  const pair = (one: string, other: string) => [one, other] as const;
  // en.wikipedia.org/wiki/Cohen's_kappa: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no.
  const grants = [
    ...[...times(20, pair('yes', 'yes')), ...times(5, pair('yes', 'no'))],
    ...[...times(10, pair('no', 'yes')), ...times(15, pair('no', 'no'))],
  ];

  it("of two is Cohen's 0.4 for 70 % alike", () => {
    expect(agreement(grants)).toBe(0.7);
    expect(cohensKappa(grants, ['yes', 'no'])).toBeCloseTo(0.4, 10);
  });

  it("of fourteen is Fleiss' 0.210 (Fleiss 1971, as on Wikipedia)", () => {
    const counts = [
      [0, 0, 0, 0, 14],
      [0, 2, 6, 4, 2],
      [0, 0, 3, 5, 6],
      [0, 3, 9, 2, 0],
      [2, 2, 8, 1, 1],
      [7, 7, 0, 0, 0],
      [3, 2, 6, 3, 0],
      [2, 5, 3, 2, 2],
      [6, 5, 2, 1, 0],
      [0, 2, 2, 3, 7],
    ];
    const subjects = counts.map((row) => row.flatMap((count, category) => times(count, `${category}`)));
    expect(fleissKappa(subjects)).toBeCloseTo(0.21, 3);
  });

  it('by steps forgives a neighbour more than the far end', () => {
    const scale = ['poor', 'fair', 'good'];
    const same = scale.map((each) => pair(each, each));
    const near = cohensKappa([...same, pair('good', 'fair')], scale, 'quadratic')!;
    const far = cohensKappa([...same, pair('good', 'poor')], scale, 'quadratic')!;
    expect(near).toBeGreaterThan(far);
    expect(cohensKappa([pair('poor', 'poor'), pair('good', 'good')], scale, 'linear')).toBe(1);
  });

  it('is null where nothing, or only one answer, was given', () => {
    expect(cohensKappa([pair('yes', 'yes')], ['yes', 'no'])).toBeNull();
    expect(cohensKappa([], ['yes', 'no'])).toBeNull();
    expect(fleissKappa([['yes', 'yes'], ['yes']])).toBeNull();
    expect(fleissKappa([['yes']])).toBeNull();
    expect(agreement([])).toBeNull();
  });

  const answer = fc.constantFrom('1', '2', '3');
  it('never exceeds 1, and is the same whoever comes first', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(answer, answer), { minLength: 1 }), (pairs) => {
        for (const weighting of ['none', 'linear', 'quadratic'] as const) {
          const kappa = cohensKappa(pairs, ['1', '2', '3'], weighting);
          const turned = cohensKappa(
            pairs.map(([a, b]) => pair(b, a)),
            ['1', '2', '3'],
            weighting,
          );
          if (kappa === null) expect(turned).toBeNull();
          else expect(turned).toBeCloseTo(kappa, 10);
          expect(kappa ?? 0).toBeLessThanOrEqual(1);
        }
      }),
      SEED,
    );
  });

  it('on a scale of two does not depend on the weighting', () => {
    const either = fc.constantFrom('a', 'b');
    fc.assert(
      fc.property(fc.array(fc.tuple(either, either), { minLength: 1 }), (pairs) => {
        expect(cohensKappa(pairs, ['a', 'b'], 'quadratic')).toEqual(cohensKappa(pairs, ['a', 'b']));
      }),
      SEED,
    );
  });
});

describe('before and after', () => {
  // R: t.test(c(75,80,90,60), c(70,70,80,60), paired = TRUE): difference 6.25, t = 2.6112, df = 3, p = 0.0796.
  const pairs = [
    { before: 70, after: 75 },
    { before: 70, after: 80 },
    { before: 80, after: 90 },
    { before: 60, after: 60 },
  ];

  it('compares each with themselves', () => {
    const { before, after, difference, p } = beforeAfter(pairs, 1);
    expect({ before, after, mean: difference.mean, n: difference.n }).toEqual({
      before: 70,
      after: 76.25,
      mean: 6.25,
      n: 4,
    });
    expect(p).toBeCloseTo(0.0796, 3);
    expect(difference.low! < 0 && difference.high! > 0).toBe(true);
  });

  it('has bounds by resampling that the same seed gives again', () => {
    const { bootstrap } = beforeAfter(pairs, 7);
    expect(bootstrap).toEqual(beforeAfter(pairs, 7).bootstrap);
    expect(bootstrap!.low).toBeGreaterThanOrEqual(0);
    expect(bootstrap!.high).toBeLessThanOrEqual(10);
  });

  it('claims nothing for one person', () => {
    expect(beforeAfter(pairs.slice(0, 1), 1)).toMatchObject({
      difference: { mean: 5, low: null },
      bootstrap: null,
      p: null,
    });
  });
});

describe('the severity of an inspector', () => {
  const given = (inspectorId: string, agentId: string, mean: number) => ({ inspectorId, agentId, n: 2, sum: 2 * mean });

  it('is told from the agents they share, not from who got the weaker ones', () => {
    const severity = severityOf([
      ...[given('ann', 'strong', 90), given('bob', 'strong', 90), given('ann', 'weak', 50), given('bob', 'weak', 50)],
      given('bob', 'weakest', 10),
    ]);
    expect(severity.get('bob')).toMatchObject({ n: 2, mean: 0 });
  });

  it('is below 0 for who gives less', () => {
    const severity = severityOf([
      given('ann', 'mia', 70),
      given('bob', 'mia', 80),
      given('ann', 'li', 60),
      given('bob', 'li', 70),
    ]);
    expect(severity.get('ann')!.mean).toBe(-10);
    expect(severity.get('bob')!.mean).toBe(10);
  });

  it('is not known of who shares nobody', () => {
    expect(severityOf([given('ann', 'mia', 70)]).get('ann')).toMatchObject({ n: 0, mean: null });
  });
});
