import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { erlangA } from './erlang-a.js';
import { erlangB } from './erlang-b.js';
import { erlangX, type RedialDemand } from './erlang-x.js';
import { DemandInvalid } from '../staffing.errors.js';

const calls: RedialDemand = {
  ...{ contacts: 100, intervalSeconds: 1_800, handleSeconds: 180, patienceSeconds: 120 },
  ...{ lines: Infinity, redialShare: 0 },
};

describe('Erlang X', () => {
  it('is Erlang A where lines do not end and nobody calls again', () => {
    const anyQueue = fc.record({ contacts: fc.integer({ min: 1, max: 400 }), agents: fc.integer({ min: 1, max: 60 }) });
    const property = fc.property(anyQueue, ({ contacts, agents }) => {
      const [x, a] = [erlangX({ ...calls, contacts }, agents), erlangA({ ...calls, contacts }, agents)];
      expect(x.abandonShare).toBeCloseTo(a.abandonShare, 10);
      expect(x.meanWaitSeconds).toBeCloseTo(a.meanWaitSeconds, 8);
      expect(x.serviceLevel(20)).toBeCloseTo(a.serviceLevel(20), 10);
      expect([x.attempts, x.blockedShare]).toEqual([1, 0]);
    });
    fc.assert(property, { seed: 5, numRuns: 200 });
  });

  it.each([1, 5, 10, 17])('is Erlang B with as many lines as agents: %i', (agents) => {
    const { blockedShare, abandonShare, serviceLevel } = erlangX({ ...calls, lines: agents }, agents);
    expect(blockedShare).toBeCloseTo(erlangB(10, agents), 12);
    expect(abandonShare).toBeCloseTo(0, 12);
    expect(serviceLevel(0)).toBeCloseTo(1 - blockedShare, 12);
  });

  it('counts who calls again until all of it fits together', () => {
    const anyQueue = fc.record({
      contacts: fc.integer({ min: 10, max: 300 }),
      agents: fc.integer({ min: 1, max: 30 }),
      more: fc.integer({ min: 0, max: 40 }),
      redialShare: fc.double({ min: 0, max: 0.9, noNaN: true }),
    });
    const property = fc.property(anyQueue, ({ contacts, agents, more, redialShare }) => {
      const demand = { ...calls, contacts, redialShare, lines: agents + more };
      const is = erlangX(demand, agents);
      const lost = is.blockedShare + is.abandonShare;
      expect(is.attempts).toBeCloseTo(1 + redialShare * is.attempts * lost, 6);
      expect(is.servedShare).toBeCloseTo(is.attempts * (1 - lost), 9);
      expect(is.servedShare + is.attempts * lost * (1 - redialShare)).toBeCloseTo(1, 6);
      expect(is.occupancy).toBeLessThanOrEqual(1 + 1e-9);
      expect(is.serviceLevel(1e6)).toBeCloseTo(1 - lost, 9);
    });
    fc.assert(property, { seed: 6, numRuns: 200 });
  });

  it('with redials more people want the same agents: service is worse than Erlang A says, and fewer are lost for good', () => {
    const again = erlangX({ ...calls, redialShare: 0.7 }, 10);
    expect(again.attempts).toBeGreaterThan(1.05);
    expect(again.serviceLevel(20)).toBeLessThan(erlangA(calls, 10).serviceLevel(20));
    expect(1 - again.servedShare).toBeLessThan(erlangA(calls, 10).abandonShare);
  });

  it.each([{ lines: 3 }, { redialShare: 1 }, { patienceSeconds: Infinity }])('refuses %j', (wrong) => {
    expect(() => erlangX({ ...calls, ...wrong }, 10)).toThrow(DemandInvalid);
  });
});
