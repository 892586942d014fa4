import { describe, expect, it } from '@jest/globals';
import { ANNOUNCED_MS, KEPT_MS, publishedAt, signingAt } from './signing-key-ring.js';

const ROTATED = 1_000_000_000;
const [OLD, NEXT] = [{ signsFrom: 0 }, { signsFrom: ROTATED + ANNOUNCED_MS }];
const KEYS = [OLD, NEXT];

describe('the keys tokens are signed with', () => {
  it('are published before they sign', () => {
    expect(publishedAt(KEYS, ROTATED)).toEqual(KEYS);
    expect(signingAt(KEYS, NEXT.signsFrom - 1)).toBe(OLD);
    expect(signingAt(KEYS, NEXT.signsFrom)).toBe(NEXT);
  });

  it('are published until the last token they signed has run out', () => {
    const lastOfOld = NEXT.signsFrom - 1 + 3_600_000;
    expect(publishedAt(KEYS, lastOfOld)).toEqual(KEYS);
    expect(publishedAt(KEYS, NEXT.signsFrom + KEPT_MS)).toEqual([NEXT]);
  });
});
