import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nextUrgeAt } from './urge-limit.js';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 23, 9);
const minutesAgo = (...minutes: number[]) => minutes.map((each) => new Date(NOW - each * MINUTE));

describe('the limit of urges', () => {
  it('allows so many in an hour, and says when the next one is', () => {
    const now = new Date(NOW);
    expect(nextUrgeAt(minutesAgo(59), 2, now)).toEqual(now);
    expect(nextUrgeAt(minutesAgo(59, 10), 2, now)).toEqual(new Date(NOW + MINUTE));
    expect(nextUrgeAt(minutesAgo(60, 10), 2, now)).toEqual(now);
  });

  it('never has more in any hour than it allows, however impatient people are', () => {
    const waits = fc.array(fc.integer({ min: 0, max: 40 * MINUTE }), { maxLength: 60 });
    fc.assert(
      fc.property(waits, fc.integer({ min: 1, max: 5 }), (between, most) => {
        const urged: Date[] = [];
        let now = NOW;
        for (const wait of between) {
          now += wait;
          const next = nextUrgeAt(urged, most, new Date(now));
          if (next.getTime() === now) urged.push(new Date(now));
          // Whoever comes at the time that was said is not sent away again.
          else expect(nextUrgeAt(urged, most, next)).toEqual(next);
        }
        for (const first of urged) {
          const within = urged.filter((each) => each >= first && each.getTime() < first.getTime() + HOUR);
          expect(within.length).toBeLessThanOrEqual(most);
        }
      }),
      { seed: 20261123, numRuns: 300 },
    );
  });
});
