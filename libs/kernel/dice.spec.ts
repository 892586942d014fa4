import { expect, it } from '@jest/globals';
import { Dice } from './dice.js';

it('the same seed throws the same, another seed something else', () => {
  const thrown = (seed: number) => {
    const dice = new Dice(seed);
    return Array.from({ length: 5 }, () => dice.below(1_000));
  };
  expect(thrown(1)).toEqual([627, 2, 527, 981, 968]);
  expect(thrown(2)).not.toEqual(thrown(1));
});

it('throws everything about equally often', () => {
  const dice = new Dice(7);
  const counts = [0, 0, 0, 0];
  for (let thrown = 0; thrown < 40_000; thrown += 1) counts[dice.below(4)]! += 1;
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
});
