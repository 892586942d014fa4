import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addBusinessTime, businessTimeBetween, isOpen, nextClosing, nextOpening } from './business-time.js';
import { NothingOpensForYears } from './calendar.errors.js';
import { MinuteByMinute } from './oracle/minute-by-minute.js';
import { someCalendar } from './some-calendars.contract.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Ms around the instant that is worth looking at. */
const nearby = fc.integer({ min: -5 * DAY, max: 5 * DAY });
const duration = fc.oneof(fc.integer({ min: 0, max: 40 * HOUR }), fc.integer({ min: 0, max: 1_000 * HOUR }));

describe('in every calendar', () => {
  it('adding and then measuring gives the duration back', () => {
    holds(nearby, duration, ({ calendar, from }, _at, ms) => {
      expect(businessTimeBetween(calendar, from, addBusinessTime(calendar, from, ms))).toBe(ms);
    });
  });

  it('adding ends as early as it can', () => {
    holds(nearby, duration, ({ calendar, from }, _at, ms) => {
      fc.pre(ms > 0);
      const justBefore = new Date(addBusinessTime(calendar, from, ms).getTime() - 1);
      expect(businessTimeBetween(calendar, from, justBefore)).toBe(ms - 1);
      expect(isOpen(calendar, justBefore)).toBe(true);
    });
  });

  it('adding is additive: in two steps it goes as far as in one', () => {
    holds(duration, duration, ({ calendar, from }, first, second) => {
      const inSteps = addBusinessTime(calendar, addBusinessTime(calendar, from, first), second);
      expect(inSteps).toEqual(addBusinessTime(calendar, from, first + second));
    });
  });

  it('adding is monotone: later or longer is never due earlier', () => {
    holds(fc.nat(3 * DAY), fc.tuple(duration, duration), ({ calendar, from }, later, [ms, more]) => {
      const due = addBusinessTime(calendar, from, ms).getTime();
      expect(addBusinessTime(calendar, new Date(from.getTime() + later), ms).getTime()).toBeGreaterThanOrEqual(due);
      expect(addBusinessTime(calendar, from, ms + more).getTime()).toBeGreaterThanOrEqual(due);
    });
  });

  it('measuring is additive, signed, and never more than what elapsed', () => {
    holds(nearby, fc.tuple(nearby, nearby), ({ calendar, from }, first, [second, third]) => {
      const [a, b, c] = [first, second, third].map((ms) => new Date(from.getTime() + ms)) as [Date, Date, Date];
      expect(businessTimeBetween(calendar, a, b) + businessTimeBetween(calendar, b, c)).toBe(
        businessTimeBetween(calendar, a, c),
      );
      expect(businessTimeBetween(calendar, a, b) + businessTimeBetween(calendar, b, a)).toBe(0);
      expect(Math.abs(businessTimeBetween(calendar, a, b))).toBeLessThanOrEqual(Math.abs(b.getTime() - a.getTime()));
    });
  });

  it('the next opening is open, with nothing open before it; the next closing is closed, with all open before it', () => {
    holds(nearby, nearby, ({ calendar, from }) => {
      const opening = nextOpening(calendar, from);
      expect(isOpen(calendar, opening)).toBe(true);
      expect(businessTimeBetween(calendar, from, opening)).toBe(0);
      const closing = nextClosing(calendar, from);
      if (closing === null) return;
      expect(isOpen(calendar, closing)).toBe(false);
      expect(businessTimeBetween(calendar, from, closing)).toBe(closing.getTime() - from.getTime());
    });
  });

  function holds<A, B>(
    first: fc.Arbitrary<A>,
    second: fc.Arbitrary<B>,
    property: (drawn: { calendar: Parameters<typeof isOpen>[0]; from: Date }, first: A, second: B) => void,
  ): void {
    fc.assert(
      fc.property(someCalendar, nearby, first, second, ({ calendar, around }, offset, a, b) => {
        try {
          property({ calendar, from: new Date(around.getTime() + offset) }, a, b);
        } catch (error) {
          // A calendar of special days alone ends with them.
          if (!(error instanceof NothingOpensForYears)) throw error;
        }
      }),
      { numRuns: 300 },
    );
  }
});

describe('whoever looks at the wall clock every minute', () => {
  const minutes = fc.integer({ min: -3 * 24 * 60, max: 3 * 24 * 60 });

  it('finds it open when it is, and counts as much', () => {
    fc.assert(
      fc.property(someCalendar, minutes, minutes, ({ definition, calendar, around }, one, other) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)].map(
          (offset) => new Date(around.getTime() + offset * MINUTE),
        ) as [Date, Date];
        const oracle = new MinuteByMinute(definition, from, to);
        expect(businessTimeBetween(calendar, from, to)).toBe(oracle.between(from, to));
        for (let at = from.getTime(); at < to.getTime(); at += MINUTE) {
          if (isOpen(calendar, new Date(at)) !== oracle.isOpen(at)) throw new Error(`at ${new Date(at).toISOString()}`);
        }
      }),
      { numRuns: 80 },
    );
  });

  it('comes to the same due time', () => {
    fc.assert(
      fc.property(someCalendar, minutes, fc.nat(30 * 60), ({ definition, calendar, around }, offset, length) => {
        const from = new Date(around.getTime() + offset * MINUTE);
        const until = new Date(around.getTime() + 8 * DAY);
        fc.pre(businessTimeBetween(calendar, from, until) >= length * MINUTE);
        const oracle = new MinuteByMinute(definition, from, until);
        expect(addBusinessTime(calendar, from, length * MINUTE)).toEqual(oracle.add(from, length * MINUTE));
      }),
      { numRuns: 80 },
    );
  });
});
