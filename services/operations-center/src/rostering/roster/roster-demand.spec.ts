import { describe, expect, it } from '@jest/globals';
import { PlanningGroupNotFound, type StaffRequirement, type StaffRequirements } from '../../planning/planning.api.js';
import { RosterDemand } from './roster-demand.js';

const BASIS = { '2026-03-02': 'version' };

function demandOf(said: Pick<StaffRequirement, 'intervalMinutes' | 'days'> | Error) {
  const requirements: StaffRequirements = {
    required: async (planningGroupId) => {
      if (said instanceof Error) throw said;
      return { planningGroupId, timezone: 'UTC', ...said };
    },
    basis: async () => BASIS,
  };
  return new RosterDemand(requirements).needed('group', '2026-03-02', '2026-03-08');
}

describe('the demand of a roster', () => {
  it('is what the published forecasts ask for', async () => {
    const said = { intervalMinutes: 30, days: [{ date: '2026-03-02', agents: [0, 3, 5] }] };
    expect(await demandOf(said)).toEqual({ timeZone: 'UTC', basis: BASIS, demand: said });
  });

  it('of intervals too short for a shift is their mean, rounded up', async () => {
    const days = [{ date: '2026-03-02', agents: [2, 2, 3, 0, 0, 0] }];
    expect((await demandOf({ intervalMinutes: 5, days }))!.demand).toEqual({
      intervalMinutes: 15,
      days: [{ date: '2026-03-02', agents: [3, 0] }],
    });
  });

  it('is unknown where no day is published, or nobody plans the group', async () => {
    expect(await demandOf({ intervalMinutes: 30, days: [] })).toEqual({ timeZone: 'UTC', basis: BASIS, demand: null });
    expect(await demandOf(new PlanningGroupNotFound('There is no such group.'))).toBeNull();
  });

  it('is no guess where planning fails', async () => {
    await expect(demandOf(new Error('away'))).rejects.toThrow('away');
  });
});
