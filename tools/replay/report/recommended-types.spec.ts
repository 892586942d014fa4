import { describe, expect, it } from '@jest/globals';
import { recommendedTypes } from './recommended-types.js';

const given = (said: string, truth: string, confidence = 0.5) => ({ advice: { id: 'a', said, truth, confidence } });

describe('the ticket types that were recommended', () => {
  it('are counted beside what the most frequent type would have got', () => {
    const journeys = [given('a', 'a', 0.9), given('a', 'a', 0.7), given('b', 'a', 0.5), given('b', 'b', 0.5)];
    expect(recommendedTypes([...journeys, { advice: undefined }])).toEqual({
      ...{ asked: 4, right: 3, confidence: 0.65 },
      macroF1: expect.closeTo((4 / 5 + 2 / 3) / 2),
      majorityMacroF1: expect.closeTo(6 / 7 / 2),
    });
  });

  it('are none before anything was learnt', () => {
    expect(recommendedTypes([{ advice: undefined }])).toMatchObject({ asked: 0, right: 0, macroF1: 0 });
  });
});
