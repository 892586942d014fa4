import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Step } from '../chain/chain.dto.js';
import { nextStep, type NextStep } from './next-step.js';

const aStep = (after: string, times = 0): Step => ({
  ...{ after, to: [{ type: 'holder' }], does: [{ type: 'raise-priority' }] },
  repeat: times > 0 ? { every: 'PT5M', times } : null,
});

function course(steps: readonly Step[]): NextStep[] {
  const taken: NextStep[] = [];
  for (let next = nextStep(steps, null); next; next = nextStep(steps, next)) taken.push(next);
  return taken;
}

describe('the steps of a chain', () => {
  it('come one after the other, each with its repetitions before the next', () => {
    expect(course([aStep('PT0S'), aStep('PT30M', 2), aStep('PT1H')])).toEqual([
      { step: 1, round: 1, after: 'PT0S' },
      { step: 2, round: 1, after: 'PT30M' },
      { step: 2, round: 2, after: 'PT5M' },
      { step: 2, round: 3, after: 'PT5M' },
      { step: 3, round: 1, after: 'PT1H' },
    ]);
  });

  it('come to an end, each step and round once, whatever the chain is', () => {
    const chain = fc.array(fc.nat(5), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(chain, (repetitions) => {
        const taken = course(repetitions.map((times) => aStep('PT1M', times)));
        const keys = taken.map(({ step, round }) => `${step}/${round}`);
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys).toHaveLength(repetitions.reduce((sum, times) => sum + 1 + times, 0));
      }),
      { seed: 20261123 },
    );
  });
});
