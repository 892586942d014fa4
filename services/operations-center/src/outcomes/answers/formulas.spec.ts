import { describe, expect, it } from '@jest/globals';
import { CONDITIONS } from './conditions.js';
import { added, NO_OUTCOMES, OUTCOME_COUNTS, outcomeFigures } from './formulas.js';

/** Two hundred contacts of customers and sixty tickets. */
const VECTOR = {
  ...{ opened: 200, deflected: 75, replied: 80, responseMs: 80 * 42_500, sessions: 120, sessionMs: 120 * 600_000 },
  ...{ tickets: 60, resolved: 45, resolutionMs: 45 * 7_200_000 },
  ...{ firstContacts: 90, cameAgain: 12, undecided: 30, rated: 32, satisfied: 21 },
};

describe('figures of what came of it', () => {
  it('are averages in ms and percent with two decimals', () => {
    expect(outcomeFigures(VECTOR)).toEqual({
      ...{ firstResponseMs: 42_500, sessionMs: 600_000, resolutionMs: 7_200_000 },
      ...{ resolutionRate: 75, firstContactResolution: 86.67, deflection: 37.5, satisfaction: 65.63 },
    });
  });

  it('of nothing are null', () => {
    expect(Object.values(outcomeFigures(NO_OUTCOMES))).toEqual(Array.from({ length: 7 }, () => null));
  });

  it('of several groups are those of their sums, not means of their figures', () => {
    const small = { ...NO_OUTCOMES, tickets: 1, resolved: 1, replied: 20, responseMs: 0 };
    expect(outcomeFigures(added([VECTOR, small]))).toMatchObject({ resolutionRate: 75.41, firstResponseMs: 34_000 });
    expect(added([])).toEqual(NO_OUTCOMES);
  });

  it('have a condition for each count', () => {
    expect(Object.keys(CONDITIONS)).toEqual([...OUTCOME_COUNTS]);
  });
});
