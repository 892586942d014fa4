import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '#libs/testing/fake-clock';
import * as fc from 'fast-check';
import { RetryBudget } from './retry-budget.js';

const ALLOWANCE = { minimum: 5, ratio: 0.1 };

function setUp() {
  const clock = new FakeClock();
  const budget = new RetryBudget(ALLOWANCE, clock);
  const request = (times: number) => Array.from({ length: times }, () => budget.countRequest());
  const retry = (times: number) => Array.from({ length: times }, () => budget.takeRetry()).filter(Boolean).length;
  return { clock, budget, request, retry };
}

describe('the retry budget', () => {
  it('grants a small minimum without any traffic', () => {
    expect(setUp().retry(100)).toBe(5);
  });

  it('grants a tenth of the requests besides', () => {
    const { request, retry } = setUp();
    request(200);

    expect(retry(1_000)).toBe(25);
  });

  it('remembers ten seconds', () => {
    const { clock, request, retry } = setUp();
    request(200);
    clock.advance({ seconds: 9 });
    expect(retry(10)).toBe(10);

    clock.advance({ seconds: 1 });
    expect(retry(100)).toBe(0);

    clock.advance({ seconds: 9 });
    expect(retry(100)).toBe(5);
  });

  it('never grants beyond what the last ten seconds allow', () => {
    const step = fc.record({ requests: fc.nat(50), retries: fc.nat(50), seconds: fc.nat(3) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { clock, request, retry } = setUp();
        const history: { second: number; requests: number; granted: number }[] = [];
        for (const { requests, retries, seconds } of steps) {
          clock.advance({ seconds });
          request(requests);
          history.push({ second: clock.ms() / 1_000, requests, granted: retry(retries) });
          const window = history.filter(({ second }) => second > history.at(-1)!.second - 10);
          const total = (of: 'requests' | 'granted') => window.reduce((sum, entry) => sum + entry[of], 0);
          if (history.at(-1)!.granted > 0) expect(total('granted')).toBeLessThanOrEqual(5 + 0.1 * total('requests'));
        }
      }),
    );
  });
});
