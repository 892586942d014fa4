import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { erlangA } from './erlang/erlang-a.js';
import { erlangB } from './erlang/erlang-b.js';
import { erlangC } from './erlang/erlang-c.js';
import { exactLoss } from './oracle/exact-loss.js';
import { followed, plainShares } from './oracle/step-by-step.js';
import { Palm } from './erlang/palm.js';
import { requiredAgents } from './required-agents.js';

describe('in every queue', () => {
  it("Erlang's loss is what whole numbers say", () => {
    const load = fc.integer({ min: 1, max: 5_000 });
    const property = fc.property(load, fc.integer({ min: 0, max: 700 }), (tenths, lines) => {
      const exact = exactLoss({ numerator: BigInt(tenths), denominator: 10n }, lines);
      expect(erlangB(tenths / 10, lines)).toBeCloseTo(exact, 12);
    });
    fc.assert(property, { seed: 1, numRuns: 60 });
  });

  it('who may hang up waits no longer than in Erlang C, and the less patience there is the less', () => {
    inQueues(3_000, ({ demand, agents, seconds }) => {
      fc.pre(agents > demand.contacts * demand.handleSeconds);
      const calmer = { ...demand, patienceSeconds: 2 * demand.patienceSeconds };
      const [impatient, lessSo, patient] = [erlangA(demand, agents), erlangA(calmer, agents), erlangC(demand, agents)];
      expect(impatient.meanWaitSeconds).toBeLessThanOrEqual(lessSo.meanWaitSeconds * (1 + 1e-9));
      expect(lessSo.meanWaitSeconds).toBeLessThanOrEqual(patient.meanWaitSeconds * (1 + 1e-9));
      expect(impatient.waitedAtMost(seconds)).toBeGreaterThanOrEqual(lessSo.waitedAtMost(seconds) - 1e-9);
      expect(lessSo.waitedAtMost(seconds)).toBeGreaterThanOrEqual(patient.waitedAtMost(seconds) - 1e-9);
    });
  });

  it('with endless patience it is Erlang C', () => {
    inQueues(300, ({ demand, agents, seconds }) => {
      fc.pre(agents * 0.97 > demand.contacts * demand.handleSeconds);
      const [almost, patient] = [erlangA({ ...demand, patienceSeconds: 1e12 }, agents), erlangC(demand, agents)];
      expect(almost.waitShare).toBeCloseTo(patient.waitShare, 7);
      expect(almost.meanWaitSeconds).toBeCloseTo(patient.meanWaitSeconds, 3);
      expect(almost.serviceLevel(seconds)).toBeCloseTo(patient.serviceLevel(seconds), 7);
      expect(almost.waitedAtMost(seconds)).toBeCloseTo(patient.waitedAtMost(seconds), 7);
    });
  });

  it('all shares are shares, all work is done or gone, and time helps', () => {
    inQueues(3_000, ({ demand, agents, seconds }) => {
      const is = erlangA(demand, agents);
      const [answered, over] = [is.serviceLevel(seconds), is.waitedAtMost(seconds)];
      for (const share of [is.waitShare, is.abandonShare, is.occupancy, answered, over]) {
        expect(share).toBeGreaterThanOrEqual(-1e-9);
        expect(share).toBeLessThanOrEqual(1 + 1e-9);
      }
      expect(is.occupancy * agents + is.abandonShare * is.erlangs).toBeCloseTo(is.erlangs, 6);
      expect(answered).toBeLessThanOrEqual(Math.min(over, 1 - is.abandonShare) + 1e-9);
      expect(is.serviceLevel(0)).toBeCloseTo(1 - is.waitShare, 9);
      expect(is.waitedAtMost(0)).toBeCloseTo(1 - is.waitShare, 9);
      expect(is.serviceLevel(seconds + 10)).toBeGreaterThanOrEqual(answered - 1e-9);
      expect(is.serviceLevel(1e7)).toBeCloseTo(1 - is.abandonShare, 9);
      expect(is.waitedAtMost(1e7)).toBeCloseTo(1, 9);
    });
  });

  it('the closed form says what the birth and death process says', () => {
    inQueues(2_000, ({ demand, agents, seconds }) => {
      const [closed, exact] = [new Palm(demand).with(agents), erlangA(demand, agents)];
      fc.pre(closed !== undefined);
      expect(closed.abandonShare).toBeCloseTo(exact.abandonShare, 9);
      expect(closed.occupancy).toBeCloseTo(exact.occupancy, 9);
      expect(closed.serviceLevel(seconds)).toBeCloseTo(exact.serviceLevel(seconds), 8);
      expect(closed.waitedAtMost(seconds)).toBeCloseTo(exact.waitedAtMost(seconds), 8);
    });
  });

  it('the fewest agents are enough, and one fewer is not', () => {
    inQueues(400, ({ demand, agents, seconds }) => {
      const level = (count: number) => erlangA(demand, count).serviceLevel(seconds);
      const share = level(agents) * 0.999;
      const fewest = requiredAgents(demand, { serviceLevel: { share, withinSeconds: seconds } });
      expect(fewest).toBeLessThanOrEqual(agents);
      expect(level(fewest)).toBeGreaterThanOrEqual(share);
      if (fewest > 1) expect(level(fewest - 1)).toBeLessThan(share);
    });
  });

  it('everybody comes to the end that following them step by step leads to', () => {
    const looked = inQueues(12, ({ demand, agents, seconds }) => {
      fc.pre(seconds < 5 * demand.handleSeconds && demand.patienceSeconds > demand.handleSeconds / 2);
      const service = 1 / demand.handleSeconds;
      const rates = { arrivals: demand.contacts, service, abandonment: 1 / demand.patienceSeconds, agents };
      const shares = plainShares(rates, 300);
      const waiting = shares.slice(agents, agents + 60);
      fc.pre(shares.slice(agents + 60).every((share) => share < 1e-9));
      const end = followed(rates, waiting, seconds);
      const is = erlangA(demand, agents);
      expect(is.waitShare).toBeCloseTo(sumOf(waiting), 7);
      expect(is.meanWaiting).toBeCloseTo(sumOf(waiting.map((share, length) => share * length)), 5);
      expect(is.waitedAtMost(seconds)).toBeCloseTo(1 - end.waiting, 5);
      expect(is.serviceLevel(seconds)).toBeCloseTo(1 - is.waitShare + end.answered, 5);
    });
    expect(looked).toBeGreaterThan(30);
  });
});

interface AQueue {
  readonly demand: { contacts: number; intervalSeconds: 1; handleSeconds: number; patienceSeconds: number };
  readonly agents: number;
  readonly seconds: number;
}

/** Queues with up to so many agents, from almost idle to half as much again as they can do. @returns how many were looked at. */
function inQueues(maxAgents: number, holds: (queue: AQueue) => void): number {
  let looked = 0;
  const some = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  const queue = fc.record({
    agents: fc.integer({ min: 1, max: maxAgents }),
    load: some(0.01, 1.5),
    handleSeconds: fc.integer({ min: 10, max: 1_200 }),
    patience: some(0.05, 10),
    seconds: fc.integer({ min: 0, max: 300 }),
  });
  const property = fc.property(queue, ({ agents, load, handleSeconds, patience, seconds }) => {
    const contacts = (agents * load) / handleSeconds;
    const demand = { contacts, intervalSeconds: 1 as const, handleSeconds, patienceSeconds: patience * handleSeconds };
    holds({ demand, agents, seconds });
    looked += 1;
  });
  fc.assert(property, { seed: 1, numRuns: 100 });
  return looked;
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}
