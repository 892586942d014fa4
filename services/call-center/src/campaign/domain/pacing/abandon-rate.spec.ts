import { describe, expect, it } from '@jest/globals';
import { abandonedSince, abandonRate, isViolation } from './abandon-rate.js';

const at = (ms: number) => new Date(1_000_000 + ms);
const call = (over: object) => ({ liveAt: at(0), connectedAt: null, endedAt: null, ...over });

describe('the abandon rate (domain-rules D6)', () => {
  it('of 10 000 dials with 2500 live answers has 2500 below the line', () => {
    const dials = Array.from({ length: 10_000 }, (_, n) => ({ live: n % 4 === 0, abandoned: n < 300 && n % 4 === 0 }));
    const live = dials.filter((dial) => dial.live).length;
    const calls = { live, abandoned: dials.filter((dial) => dial.abandoned).length };
    expect(calls).toEqual({ live: 2500, abandoned: 75 });
    expect(abandonRate(calls)).toBe(0.03);
  });

  it('of 76 abandoned among 2500 live answers is 3.04 %: a violation; of 75 it is not', () => {
    expect(abandonRate({ live: 2500, abandoned: 76 })).toBeCloseTo(0.0304, 10);
    expect(isViolation({ live: 2500, abandoned: 76 }, 0.03)).toBe(true);
    expect(isViolation({ live: 2500, abandoned: 75 }, 0.03)).toBe(false);
  });

  it('is none while nobody has answered', () => {
    expect(abandonRate({ live: 0, abandoned: 0 })).toBe(0);
    expect(isViolation({ live: 0, abandoned: 0 }, 0.03)).toBe(false);
  });

  it.each([
    ['connected after exactly two seconds', { connectedAt: at(2_000), endedAt: null }, 60_000, null],
    ['connected a moment later', { connectedAt: at(2_001), endedAt: null }, 60_000, at(2_000)],
    ['hung up by the callee within two seconds', { endedAt: at(1_500) }, 60_000, null],
    ['hung up after waiting longer', { endedAt: at(3_000) }, 60_000, at(2_000)],
    ['waiting for two seconds', {}, 2_000, null],
    ['waiting for longer', {}, 2_001, at(2_000)],
  ])('counts a live answer by the two seconds of the TSR: %s', (_, over, now, since) => {
    expect(abandonedSince(call(over), at(now))).toEqual(since);
  });
});
