import { describe, expect, it } from '@jest/globals';
import { GoalInvalid } from '#libs/workforce/staffing/staffing.errors';
import { mixRequirement, poolRequirement } from './pool-requirement.js';
import { staffedDay, type MixedGroup, type MixedPool } from './staffed-day.js';

const level = { withinSeconds: 20 };
const rules = {
  ...{ level, goal: { serviceLevel: { ...level, share: 0.8 } }, patienceSeconds: 120, redialShare: 0 },
  ...{ shrinkage: 0, plannedShrinkage: 0, concurrentContacts: 1 },
};

function group(id: string, contacts: readonly number[], more: Partial<MixedGroup> = {}): MixedGroup {
  return { id, channel: 'voice', rules, share: 0.8, contacts, handleSeconds: contacts.map(() => 180), ...more };
}
const pool = (id: string, ...groups: string[]): MixedPool => ({
  ...{ id, takes: groups.map((planningGroupId) => ({ planningGroupId, priority: 1 })) },
});
const staffed = (groups: MixedGroup[], pools: MixedPool[]) => [
  ...staffedDay({ date: '2026-11-30', intervalMinutes: 30, groups, pools }),
];
const sumOf = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((sum, each) => sum + each, 0);

describe('a day of people who can do several', () => {
  it('of one skill takes as many as Erlang says, one more or less by chance', () => {
    const [interval] = staffed([group('calls', [60])], [pool('all', 'calls')]);
    const { alone, serviceLevel } = interval!.groups['calls']!;
    expect(Math.abs(interval!.agents['all']! - alone)).toBeLessThanOrEqual(1);
    expect(serviceLevel!).toBeGreaterThanOrEqual(0.8);
  });

  it('of one skill whose lost call again takes as many as Erlang X says, one more or less by chance', () => {
    const half = { ...rules, goal: { serviceLevel: { ...level, share: 0.5 } }, redialShare: 0.9 };
    const [interval] = staffed([group('calls', [60], { rules: half, share: 0.5 })], [pool('all', 'calls')]);
    const { alone, serviceLevel } = interval!.groups['calls']!;
    expect(Math.abs(interval!.agents['all']! - alone)).toBeLessThanOrEqual(1);
    expect(serviceLevel!).toBeGreaterThanOrEqual(0.5);
  });

  it('takes fewer than each group alone, with every group at its service level', () => {
    const groups = [group('sales', [20]), group('service', [20])];
    const [interval] = staffed(groups, [pool('sellers', 'sales'), pool('both', 'sales', 'service')]);
    const { sales, service } = interval!.groups;
    expect(sumOf(interval!.agents)).toBeLessThan(sales!.alone + service!.alone);
    for (const each of [sales!, service!]) expect(each.serviceLevel!).toBeGreaterThanOrEqual(0.8);
  });

  it('takes nobody where nobody comes, and the same for the same', () => {
    const groups = [group('sales', [0, 20, 20, 0]), group('service', [0, 0, 0, 10])];
    const day = staffed(groups, [pool('sellers', 'sales'), pool('helpers', 'service')]);
    expect(day[0]).toEqual({
      agents: { sellers: 0, helpers: 0 },
      groups: { sales: { alone: 0, serviceLevel: null }, service: { alone: 0, serviceLevel: null } },
    });
    expect(day[1]!.agents['helpers']).toBe(0);
    expect(day[2]).toBe(day[1]);
    expect(day[3]!.agents['helpers']!).toBeGreaterThan(0);
  });

  it('is refused where nobody takes the contacts of a group', () => {
    expect(() => staffed([group('sales', [20])], [pool('helpers', 'service')])).toThrow(GoalInvalid);
  });

  it.each([
    ['all that shrinks, where none of it is said to be planned', null, 5],
    ['what is not planned of it, n · (1 − p) / (1 − s)', 10, 4.5],
    ['nothing, where rosters place all of it', 20, 4],
  ])('is rostered with %s, for a pool', (_, plannedShrinkagePercent, rostered) => {
    const mix = { id: 'm', name: 'm', timeZone: 'UTC', intervalMinutes: 30, createdAt: new Date(0), pools: [] };
    const people = {
      ...pool('both', 'sales'),
      mixId: 'm',
      name: 'both',
      ...{ shrinkagePercent: 20, plannedShrinkagePercent },
    };
    const takes = people.takes.map((each) => ({ ...each }));
    const day = { mixId: 'm', date: '2026-11-30', jobId: 'j', agents: { both: [0, 4, 40] }, groups: {} };
    expect(poolRequirement({ pool: { ...people, takes }, mix }, [day])).toEqual({
      ...{ planningGroupId: 'both', timezone: 'UTC', intervalMinutes: 30 },
      days: [{ date: '2026-11-30', agents: [0, Math.ceil(rostered), rostered * 10] }],
    });
  });

  it('is shared out over its groups, all of them together as many as are scheduled, for one roster of the mix', () => {
    const mixed = (id: string, ...ids: string[]) => {
      const takes = ids.map((planningGroupId) => ({ planningGroupId, priority: 1 }));
      return { id, mixId: 'm', name: id, shrinkagePercent: 0, plannedShrinkagePercent: null, takes };
    };
    const pools = [mixed('sellers', 'sales'), mixed('both', 'sales', 'service')];
    const mix = { id: 'm', name: 'm', timeZone: 'UTC', intervalMinutes: 30, createdAt: new Date(0), pools };
    const alone = (...agents: number[]) => ({ alone: agents, serviceLevel: agents.map(() => 0.8) });
    const day = {
      ...{ mixId: 'm', date: '2026-11-30', jobId: 'j', agents: { sellers: [0, 6, 8], both: [0, 4, 2] } },
      groups: { sales: alone(0, 8, 8), service: alone(0, 4, 4) },
    };
    const [required] = mixRequirement(mix, [day]).days;
    expect(required!.agents).toEqual([0, 10, 10]);
    expect(required!.skills!['service']).toEqual([0, 3.33, 2]);
    expect(required!.skills!['sales']).toEqual([0, 6.67, 8]);
  });
});
