import { describe, expect, it } from '@jest/globals';
import { PlanningGroupNotFound, type StaffRequirement, type StaffRequirements } from '../../planning/planning.api.js';
import { RosterDemand } from './roster-demand.js';

function demandOf(said: Pick<StaffRequirement, 'intervalMinutes' | 'days'> | Error) {
  const requirements: StaffRequirements = {
    required: async (planningGroupId) => {
      if (said instanceof Error) throw said;
      return { planningGroupId, timezone: 'UTC', ...said };
    },
  };
  return new RosterDemand(requirements).needed('group', '2026-03-02', '2026-03-08');
}

describe('the demand of a roster', () => {
  it('is what the published forecasts ask for', async () => {
    const said = { intervalMinutes: 30, days: [{ date: '2026-03-02', agents: [0, 3, 5] }] };
    expect(await demandOf(said)).toEqual(said);
  });

  it('of intervals too short for a shift is their mean, rounded up', async () => {
    const days = [{ date: '2026-03-02', agents: [2, 2, 3, 0, 0, 0] }];
    expect(await demandOf({ intervalMinutes: 5, days })).toEqual({
      intervalMinutes: 15,
      days: [{ date: '2026-03-02', agents: [3, 0] }],
    });
  });

  it.each([
    ['no day is published', { intervalMinutes: 30, days: [] }],
    ['nobody plans the group', new PlanningGroupNotFound('There is no such group.')],
  ])('is unknown where %s', async (_, said) => {
    expect(await demandOf(said)).toBeNull();
  });

  it('is no guess where planning fails', async () => {
    await expect(demandOf(new Error('away'))).rejects.toThrow('away');
  });
});
