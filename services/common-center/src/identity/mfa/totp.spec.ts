import { describe, expect, it } from '@jest/globals';
import { base32 } from './base32.js';
import { codeOf, matchingStep, stepAt } from './totp.js';

const SECRET = Buffer.from('12345678901234567890');

describe('a one-time code', () => {
  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('at %d s is that of RFC 6238, appendix B', (seconds, code) => {
    expect(codeOf(SECRET, stepAt(new Date(seconds * 1_000)), 8)).toBe(code);
  });

  it.each([
    ...['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489'].entries(),
  ])('of count %d is that of RFC 4226, appendix D', (count, code) => expect(codeOf(SECRET, count)).toBe(code));

  it('holds in its step, the one before and the one after', () => {
    const now = new Date('2026-11-23T09:00:00Z');
    const steps = [-2, -1, 0, 1, 2].map((offset) => stepAt(now) + offset);
    const matching = steps.map((step) => matchingStep(SECRET, codeOf(SECRET, step), now));
    expect(matching).toEqual([null, steps[1], steps[2], steps[3], null]);
    expect(matchingStep(SECRET, '12345', now)).toBeNull();
  });
});

describe('base32', () => {
  it.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('of "%s" is that of RFC 4648 §10, without padding', (text, encoded) => {
    expect(base32(Buffer.from(text))).toBe(encoded);
  });
});
