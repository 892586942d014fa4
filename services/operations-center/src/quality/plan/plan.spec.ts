import { describe, expect, it } from '@jest/globals';
import { lackOf, type AgentCoverage } from './coverage.js';
import { periodAt, periodsWithin } from '../../periods.js';
import type { Candidate, DrawRow } from './plan.schema.js';
import type { Population } from './population.js';
import { commitmentTo, drawnBy, nextOf, populationHash } from './seeded.js';
import { Verification } from './verification.js';

describe('a period', () => {
  it.each([
    ['day', 'Asia/Shanghai', '2026-11-23T16:30:00Z', '2026-11-23T16:00:00.000Z', '2026-11-24T16:00:00.000Z'],
    ['week', 'UTC', '2026-11-29T23:59:59Z', '2026-11-23T00:00:00.000Z', '2026-11-30T00:00:00.000Z'],
    ['month', 'UTC', '2026-12-31T23:00:00Z', '2026-12-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
    // The clocks go back on 25 October: the month is an hour longer.
    ['month', 'Europe/Berlin', '2026-10-31T12:00:00Z', '2026-09-30T22:00:00.000Z', '2026-10-31T23:00:00.000Z'],
  ] as const)('of a %s in %s around %s is from %s to %s', (period, timeZone, at, from, to) => {
    const found = periodAt(new Date(at), { period, timeZone });
    expect([found.from.toISOString(), found.to.toISOString()]).toEqual([from, to]);
    expect(periodAt(found.to, { period, timeZone }).from).toEqual(found.to);
  });
});

it('periods of a time begin and end with it', () => {
  const at = { from: new Date('2026-11-23T12:00:00Z'), to: new Date('2026-11-25T06:00:00Z') };
  const days = periodsWithin(at, { period: 'day', timeZone: 'UTC' }, 10);
  expect(days.map(({ from, to }) => [from.toISOString(), to.toISOString()])).toEqual([
    ['2026-11-23T12:00:00.000Z', '2026-11-24T00:00:00.000Z'],
    ['2026-11-24T00:00:00.000Z', '2026-11-25T00:00:00.000Z'],
    ['2026-11-25T00:00:00.000Z', '2026-11-25T06:00:00.000Z'],
  ]);
  expect(periodsWithin(at, { period: 'day', timeZone: 'UTC' }, 2)).toHaveLength(2);
});

describe('a draw that is verified', () => {
  const seed = 'a secret of the draw';
  const candidates: Candidate[] = Array.from({ length: 40 }, (_, at) => ({
    ...{ key: `call/${at}`, agentId: at % 2 === 0 ? 'mia' : 'li', stratum: '' },
  }));
  const drawn = drawnBy(seed, candidates, { percent: 10 });
  const theirs = candidates.filter(({ agentId }) => agentId === 'mia');
  const done = {
    ...{ id: 'd', seed, commitment: commitmentTo(seed), populationHash: populationHash(candidates), state: 'settled' },
    ...{ content: { size: { percent: 10 } }, drawn, more: nextOf(seed, theirs, new Set(drawn), 2) },
  } as unknown as DrawRow;
  const verified = (draw: DrawRow, population = candidates) =>
    new Verification({ kept: () => Promise.resolve(population) } as unknown as Population).of(draw);

  it('is proven, with what was drawn in addition', async () => {
    expect(await verified(done)).toMatchObject({ verified: true, again: drawn });
    expect(drawn).toHaveLength(4);
  });

  const other = candidates.find(({ key }) => !drawn.includes(key))!.key;
  const last = candidates.filter(({ agentId }) => agentId === 'mia').at(-1)!;
  it.each([
    ['seedIsCommitted', { ...done, seed: 'another one' }, candidates],
    ['sampleIsDrawn', { ...done, drawn: [other, ...drawn.slice(1)] }, candidates],
    [
      'moreFollows',
      { ...done, more: [...done.more.slice(1), done.more.includes(last.key) ? other : last.key] },
      candidates,
    ],
    ['populationIsKept', done, candidates.slice(1)],
    ['populationIsKept', done, candidates.map((each) => ({ ...each, agentId: 'zoe' }))],
  ] as const)('is not where somebody chose: %s', async (part, draw, population) => {
    expect(await verified(draw, [...population])).toMatchObject({ verified: false, [part]: false });
  });
});

describe('what lacks of an agent', () => {
  const coverage = { least: 3, halfWidth: null, mostMore: 5 };
  const known = (drawn: number, scores: readonly number[], population = 50): AgentCoverage => {
    const sum = scores.reduce((total, each) => total + each, 0);
    const squares = scores.reduce((total, each) => total + each ** 2, 0);
    const n = scores.length;
    const none = { n, mean: n === 0 ? null : sum / n, low: null, high: null };
    return { agentId: 'mia', population, drawn, done: n, score: none, passRate: none, sums: { n, sum, squares } };
  };

  it('is what is missing to the least, as far as there is more', () => {
    expect(lackOf(known(1, []), coverage)).toBe(2);
    expect(lackOf(known(3, []), coverage)).toBe(0);
    expect(lackOf(known(1, [], 2), coverage)).toBe(1);
  });

  it('is more where scores vary too much to say, never beyond the most', () => {
    // s = 23.09, t(0.975; 3) = 3.182.
    const varied = known(4, [60, 100, 60, 100], 50);
    expect(lackOf(varied, { ...coverage, halfWidth: 20, mostMore: 50 })).toBe(
      Math.ceil(((3.1824 * 23.094) / 20) ** 2) - 4,
    );
    expect(lackOf(varied, { ...coverage, halfWidth: 5 })).toBe(5);
    expect(lackOf(known(4, [80, 80, 80, 80]), { ...coverage, halfWidth: 5 })).toBe(0);
  });
});
