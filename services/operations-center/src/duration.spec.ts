import { describe, expect, it } from '@jest/globals';
import { Duration, millisecondsOf } from './duration.js';

describe('a duration', () => {
  it.each([
    ['PT30M', 1_800_000],
    ['PT24H', 86_400_000],
    ['P1D', 86_400_000],
    ['P1DT2H3M4S', 93_784_000],
    ['PT0S', 0],
  ])('%s is %d ms', (text, ms) => {
    expect(Duration.parse(text)).toBe(text);
    expect(millisecondsOf(text)).toBe(ms);
  });

  it.each(['P', 'PT', 'P1DT', 'P1M', 'P1Y', 'P1W', 'PT1.5H', '-PT1H', '30', ''])('%s is none', (text) => {
    expect(Duration.safeParse(text).success).toBe(false);
  });
});
