import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allocation, draw } from './draw.js';
import { assigned } from './inspectors.js';

const SEED = { seed: 20261130 };
const rankBy = (secret: string) => (key: string) => createHash('sha256').update(`${secret}/${key}`).digest('hex');
const works = (count: number, agents = 5) =>
  Array.from({ length: count }, (_, at) => ({ key: `call/${at}`, agentId: `agent-${at % agents}` }));
const keys = (drawn: readonly { key: string }[]) => drawn.map(({ key }) => key);

describe('a draw', () => {
  it('is the same for the same secret, in whatever order the population comes', () => {
    const aPopulation = fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(aPopulation, fc.integer({ min: 0, max: 80 }), fc.string(), (ids, total, secret) => {
        const population = ids.map((key) => ({ key }));
        const drawn = keys(draw(population, { total }, rankBy(secret)));
        expect(keys(draw(population.toReversed(), { total }, rankBy(secret)))).toEqual(drawn);
        expect(drawn).toHaveLength(Math.min(total, ids.length));
        expect(new Set(drawn).size).toBe(drawn.length);
      }),
      SEED,
    );
  });

  it('that goes on keeps what was drawn', () => {
    const population = works(200);
    const stratumOf = ({ agentId }: { agentId: string }) => agentId;
    const few = keys(draw(population, { each: 3 }, rankBy('s'), stratumOf));
    const more = keys(draw(population, { each: 5 }, rankBy('s'), stratumOf));
    expect(more).toEqual(expect.arrayContaining(few));
    expect([few.length, more.length]).toEqual([15, 25]);
  });

  it('gives everybody the same chance', () => {
    const counts = new Map<string, number>();
    const population = works(20);
    for (let secret = 0; secret < 2_000; secret += 1)
      for (const key of keys(draw(population, { total: 5 }, rankBy(`${secret}`))))
        counts.set(key, (counts.get(key) ?? 0) + 1);
    // Expected 500 each; the standard deviation is 19.
    for (const count of counts.values()) expect(Math.abs(count - 500)).toBeLessThan(95);
  });
});

describe('what each stratum gets', () => {
  it('is its share, the largest remainders first', () => {
    expect(
      Object.fromEntries(
        allocation(
          new Map([
            ['a', 50],
            ['b', 30],
            ['c', 20],
          ]),
          { total: 7 },
        ),
      ),
    ).toEqual({ a: 4, b: 2, c: 1 });
  });

  it('is one at least', () => {
    expect(
      Object.fromEntries(
        allocation(
          new Map([
            ['a', 997],
            ['b', 2],
            ['c', 1],
          ]),
          { total: 10 },
        ),
      ),
    ).toEqual({ a: 8, b: 1, c: 1 });
  });

  it('adds up to what was asked for, and is never more than there is', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: 400 }), (counts, total) => {
        const strata = new Map(counts.map((count, at) => [`${at}`, count]));
        const given = allocation(strata, { total });
        const sum = (values: Iterable<number>) => [...values].reduce((all, each) => all + each, 0);
        expect(sum(given.values())).toBe(Math.min(total, sum(counts)));
        for (const [name, count] of strata) {
          expect(given.get(name)! <= count).toBe(true);
          if (total >= counts.length) expect(given.get(name)!).toBeGreaterThan(0);
        }
      }),
      SEED,
    );
  });
});

describe('the inspectors of drawn work', () => {
  const inspector = (id: string, load = 0, ...leads: string[]) => ({ id, load, leads: new Set(leads) });
  const of = (agentId: string, apart = 1) => ({ agentId, apart });

  it('are those who have least to do', () => {
    expect(assigned([of('mia'), of('mia'), of('mia')], [inspector('ann', 2), inspector('bob')])).toEqual([
      ['bob'],
      ['bob'],
      ['ann'],
    ]);
  });

  it('are never the agent, nor who leads the agent', () => {
    expect(assigned([of('ann'), of('mia')], [inspector('ann'), inspector('bob', 5, 'mia')])).toEqual([
      ['bob'],
      ['ann'],
    ]);
    expect(assigned([of('ann')], [inspector('ann')])).toEqual([[]]);
  });

  it('are different people where there are to be two', () => {
    expect(assigned([of('mia', 2)], [inspector('ann'), inspector('bob', 9)])).toEqual([['ann', 'bob']]);
  });

  it('have as much to do as one another, within one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 40 }), (people, count) => {
        const inspectors = Array.from({ length: people }, (_, at) => inspector(`i${at}`));
        const loads = Object.values(
          Object.groupBy(
            assigned(
              Array.from({ length: count }, () => of('mia')),
              inspectors,
            ).flat(),
            (id) => id,
          ),
        );
        const counts = loads.map((each) => each!.length);
        if (count >= people) expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
      SEED,
    );
  });
});
