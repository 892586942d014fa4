import { describe, expect, it } from '@jest/globals';
import { percentOf, serviceLevels, SERVICE_LEVELS, type ServiceLevelName } from './service-level.js';
import { NOTHING } from './tally.js';

/** The example of ICMI and Call Centre Helper: 1,000 answered, 60 given up, a target of 20 s. */
const EXAMPLE = {
  ...NOTHING,
  ...{ offered: 1_060, answered: 1_000, answeredInTime: 860 },
  ...{ abandoned: 60, abandonedInTime: 20, shortAbandoned: 10 },
};
const percent = (formula: ServiceLevelName, counted = EXAMPLE) =>
  serviceLevels(counted).find((level) => level.formula === formula)!.percent;

describe('the service level', () => {
  it.each<[ServiceLevelName, number]>([
    ['SL-1', 83.02],
    ['SL-2', 86],
    ['SL-3', 81.13],
    ['SL-4', 82.69],
    ['SL-5', 82.08],
    ['SL-G', 81.13],
    ['SL-G-without-short-abandons', 81.9],
    ['SL-G-without-abandons', 86],
  ])('%s of the example is %d %%', (formula, expected) => {
    expect(percent(formula)).toBe(expected);
  });

  it('SL-G with 15 flow-outs is 80 %, however they left', () => {
    for (const out of [{ flowedOut: 15 }, { transferred: 15 }, { timedOut: 15 }, { flowedOut: 5, timedOut: 10 }])
      expect(percent('SL-G-with-flow-outs', { ...EXAMPLE, ...out })).toBe(80);
  });

  it('rounds to what the pages of the example print: 83, 86, 81, 83, 82', () => {
    const printed = SERVICE_LEVELS.slice(0, 5).map((formula) => Math.round(percent(formula)!));
    expect(printed).toEqual([83, 86, 81, 83, 82]);
  });

  it('is said of all formulas by name, and of nobody it is nothing', () => {
    expect(serviceLevels(NOTHING)).toEqual(SERVICE_LEVELS.map((formula) => ({ formula, percent: null })));
    expect(percentOf(1, 3)).toBe(33.33);
  });
});
