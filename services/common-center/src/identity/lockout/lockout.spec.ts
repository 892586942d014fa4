import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '#libs/testing/fake-clock';
import { delayAfter, tried, type Failures } from './lockout.js';

const POLICY = { free: 3, firstMs: 1_000, mostMs: 60_000 };

describe('failed log-ins', () => {
  it('cost nothing at first, then twice as long each time, up to a limit', () => {
    const delays = Array.from({ length: 12 }, (_, index) => delayAfter(index, POLICY));
    expect(delays).toEqual([0, 0, 0, 0, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
    expect(delayAfter(5_000, POLICY)).toBe(60_000);
  });

  it('are counted in a row, from the moment of the try', () => {
    const clock = new FakeClock();
    let state: Failures | null = null;
    for (let time = 0; time < 5; time++) state = tried(state, POLICY, clock.now());
    expect(state).toEqual({
      failures: 5,
      lockedUntil: new Date(clock.ms() + 2_000),
      lastAt: clock.now(),
    });
  });

  it('are forgotten after a day without a try, not before', () => {
    const clock = new FakeClock();
    const before: Failures = { failures: 5, lockedUntil: null, lastAt: clock.now() };
    clock.advance({ hours: 23, minutes: 59 });
    expect(tried(before, POLICY, clock.now()).failures).toBe(6);
    clock.advance({ minutes: 1 });
    expect(tried(before, POLICY, clock.now())).toMatchObject({ failures: 1, lockedUntil: null });
  });
});
