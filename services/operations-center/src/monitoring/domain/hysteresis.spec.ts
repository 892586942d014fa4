import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { standingAfter, WELL, type Levels, type Standing } from './hysteresis.js';
import { quietFor } from './quiet-hours.js';

const ABOVE: Levels = { comparison: 'above', enter: 10, leave: 6, forSeconds: 0, backForSeconds: 0 };
const BELOW: Levels = { ...ABOVE, comparison: 'below', enter: 6, leave: 10 };
const WRONG: Standing = { isWrong: true, otherSince: null };

/** Measured once a second, from 0 on. */
const after = (levels: Levels, ...measured: (number | null)[]) =>
  measured.reduce<Standing>((standing, value, second) => standingAfter(levels, standing, value, second * 1_000), WELL);

describe('a number', () => {
  it.each([
    ['beyond the level is wrong', ABOVE, 10.1, true],
    ['at the level is not', ABOVE, 10, false],
    ['of nothing is not', ABOVE, null, false],
    ['can be too small', BELOW, 5.9, true],
    ['that is small enough is not', BELOW, 6, false],
  ])('%s', (_what, levels, measured, isWrong) => {
    expect(standingAfter(levels, WELL, measured, 0).isWrong).toBe(isWrong);
  });

  it.each([
    ['between the levels stays wrong', ABOVE, 6.1, true],
    ['that is back is well', ABOVE, 6, false],
    ['of which nothing is left is well', ABOVE, null, false],
    ['that is still too small stays wrong', BELOW, 9.9, true],
    ['that has grown enough is well', BELOW, 10, false],
  ])('%s', (_what, levels, measured, isWrong) => {
    expect(standingAfter(levels, WRONG, measured, 0).isWrong).toBe(isWrong);
  });

  it('is wrong only after it has been beyond for long enough, without a break', () => {
    const slow = { ...ABOVE, forSeconds: 3 };
    expect(after(slow, 11, 11, 11).isWrong).toBe(false);
    expect(after(slow, 11, 11, 11, 11).isWrong).toBe(true);
    expect(after(slow, 11, 11, 10, 11, 11, 11).isWrong).toBe(false);
  });

  it('is well only after it has been back for long enough, without a break', () => {
    const slow = { ...ABOVE, backForSeconds: 2 };
    expect(after(slow, 11, 5, 5).isWrong).toBe(true);
    expect(after(slow, 11, 5, 5, 5).isWrong).toBe(false);
    expect(after(slow, 11, 5, 7, 5, 5).isWrong).toBe(true);
  });

  it('never changes within the two levels, whatever it does there', () => {
    const within = fc.array(fc.double({ min: 6.001, max: 10, noNaN: true }), { maxLength: 30 });
    fc.assert(
      fc.property(within, fc.boolean(), (measured, isWrong) => {
        const start: Standing = { isWrong, otherSince: null };
        const end = measured.reduce<Standing>((at, value, second) => standingAfter(ABOVE, at, value, second), start);
        expect(end).toBe(start);
      }),
      { seed: 7 },
    );
  });
});

describe('quiet hours', () => {
  const NIGHT = { fromMinute: 22 * 60, toMinute: 6 * 60 };

  it.each([
    ['before them', 21 * 60 + 59, 0],
    ['when they begin', 22 * 60, 480],
    ['after midnight', 90, 270],
    ['in their last minute', 6 * 60 - 1, 1],
    ['when they are over', 6 * 60, 0],
  ])('hold back %s', (_when, minute, minutes) => {
    expect(quietFor(NIGHT, minute)).toBe(minutes);
  });

  it('hold nothing back where there are none, or none are left', () => {
    expect(quietFor(null, 0)).toBe(0);
    expect(quietFor({ fromMinute: 60, toMinute: 60 }, 60)).toBe(0);
  });
});
