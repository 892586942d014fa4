import { expect, it } from '@jest/globals';
import { changesOf, isAtWork, workTimesOf } from './work-times.js';

const block = (from: number, to: number, agents: number) => ({ from, to, agents, halves: [1, 1] as const });

it('of a number of agents are those of the first so many, block by block', () => {
  const times = workTimesOf([block(0, 60, 1), block(60, 120, 2), block(120, 180, 0)]);
  const there = (second: number) => times.map((spans) => isAtWork(spans, second));
  expect(times).toHaveLength(2);
  expect([0, 60, 119, 120].map(there)).toEqual([
    [true, false],
    [true, true],
    [true, true],
    [false, false],
  ]);
});

it('change when the work of somebody begins or ends after the beginning', () => {
  expect(changesOf([[{ from: -60, to: 90 }], [{ from: 30, to: 90 }], []])).toEqual([30, 90]);
});
