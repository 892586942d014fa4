import { describe, expect, it } from '@jest/globals';
import { erlangA } from './erlang/erlang-a.js';
import { erlangB } from './erlang/erlang-b.js';
import { erlangC } from './erlang/erlang-c.js';
import { requiredAgents, unplannedShrinkage, withShrinkage } from './required-agents.js';
import { AgentsInvalid, DemandInvalid, GoalInvalid, Overloaded } from './staffing.errors.js';

const demand = { contacts: 100, intervalSeconds: 1800, handleSeconds: 180, patienceSeconds: 300 };

describe('staffing', () => {
  it('of a queue that nobody comes to: nobody waits', () => {
    const idle = erlangA({ ...demand, contacts: 0 }, 3);
    expect(idle).toMatchObject({ waitShare: 0, abandonShare: 0, occupancy: 0, meanWaitSeconds: 0 });
    expect([idle.serviceLevel(0), idle.waitedAtMost(0), idle.averageSpeedOfAnswerSeconds]).toEqual([1, 1, 0]);
  });

  it('says that the agents cannot do the work when nobody gives up', () => {
    expect(() => erlangC(demand, 10)).toThrow(Overloaded);
    expect(() => erlangA({ ...demand, patienceSeconds: Infinity }, 9)).toThrow(Overloaded);
  });

  it('answers as many as the agents can do when there is twice the work', () => {
    const { abandonShare, occupancy, waitShare } = erlangA({ ...demand, contacts: 20_000 }, 1_000);
    expect(abandonShare).toBeCloseTo(0.5, 6);
    expect([occupancy, waitShare].map((each) => Number(each.toFixed(9)))).toEqual([1, 1]);
  });

  it('of twenty thousand agents is as exact as of twenty', () => {
    const many = { contacts: 200_000, intervalSeconds: 1800, handleSeconds: 180, patienceSeconds: 1e9 };
    const [almostC, patient] = [erlangA(many, 20_100), erlangC(many, 20_100)];
    expect(almostC.serviceLevel(20)).toBeCloseTo(patient.serviceLevel(20), 5);
    expect(almostC.waitShare).toBeCloseTo(patient.waitShare, 5);
    expect(erlangA({ ...many, patienceSeconds: 60 }, 20_000).occupancy).toBeGreaterThan(0.99);
  });

  it('achieves every part of a goal', () => {
    const base = requiredAgents(demand, { serviceLevel: { share: 0.5, withinSeconds: 20 } });
    for (const part of [{ averageSpeedOfAnswerSeconds: 1 }, { abandonShare: 0.005 }, { occupancy: 0.5 }]) {
      const agents = requiredAgents(demand, { serviceLevel: { share: 0.5, withinSeconds: 20 }, ...part });
      expect(agents).toBeGreaterThan(base);
    }
    expect(erlangA(demand, requiredAgents(demand, { occupancy: 0.5 })).occupancy).toBeLessThanOrEqual(0.5);
  });

  it('needs nobody more for a shrinkage of nothing, and does not round up what is whole', () => {
    expect([withShrinkage(7, 0.3), withShrinkage(9, 0), withShrinkage(14, 0.3)]).toEqual([10, 9, 20]);
  });

  it('misses of rostered work what is neither planned nor worked', () => {
    const shares = [unplannedShrinkage(0.3, 0), unplannedShrinkage(0.3, 0.3), unplannedShrinkage(0.28, 0.2)];
    [0.3, 0, 0.1].forEach((share, at) => expect(shares[at]).toBeCloseTo(share, 12));
  });

  it.each([
    ['a share of all', () => requiredAgents(demand, { serviceLevel: { share: 1, withinSeconds: 20 } })],
    ['no waiting at all', () => requiredAgents(demand, { averageSpeedOfAnswerSeconds: 0 })],
    ['nobody at work', () => withShrinkage(10, 1)],
    ['more planned than shrinks', () => unplannedShrinkage(0.1, 0.2)],
  ])('refuses %s as a goal', (_, ask) => expect(ask).toThrow(GoalInvalid));

  it.each([
    { contacts: -1 },
    { contacts: NaN },
    { intervalSeconds: 0 },
    { handleSeconds: Infinity },
    { patienceSeconds: 0 },
  ])('refuses %j as demand', (wrong) => expect(() => erlangA({ ...demand, ...wrong }, 3)).toThrow(DemandInvalid));

  it('refuses agents that are not whole, or none', () => {
    for (const agents of [0, 1.5, -1]) expect(() => erlangA(demand, agents)).toThrow(AgentsInvalid);
    expect(() => erlangB(10, -1)).toThrow(AgentsInvalid);
    expect(() => erlangB(Infinity, 1)).toThrow(DemandInvalid);
    expect(erlangB(10, 0)).toBe(1);
  });
});
