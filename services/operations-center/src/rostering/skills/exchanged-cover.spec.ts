import { describe, expect, it } from '@jest/globals';
import type { Roster, RosterShift } from '../roster/roster.schema.js';
import { coversAsMuch } from './exchanged-cover.js';

const MONDAY = '2026-11-30';
const at = (hour: number) => new Date(Date.parse(`${MONDAY}T00:00:00Z`) + hour * 3_600_000);
const skillsBy = new Map([
  ['both', ['claims', 'sales']],
  ['sells', ['sales']],
  ['claims', ['claims']],
]);

/** A day by hours, of which 9 to 13 need so many. */
function roster(needed: Record<string, number>): Roster {
  const line = (agents: number) => Array.from({ length: 24 }, (_, hour) => (hour >= 9 && hour < 13 ? agents : 0));
  const skills = Object.fromEntries(Object.entries(needed).map(([skill, agents]) => [skill, line(agents)]));
  const agents = line(Object.values(needed).reduce((sum, each) => sum + each, 0));
  const demand = { intervalMinutes: 60, days: [{ date: MONDAY, agents, skills }] };
  return { demand, startsOn: MONDAY, timeZone: 'UTC', weeks: 1 } as unknown as Roster;
}

function shift(id: string, agentId: string): RosterShift {
  const times = { date: MONDAY, startsAt: at(9), endsAt: at(13), startMinute: 540, timeZone: 'UTC' };
  return { id, agentId, ...times, activities: [] } as unknown as RosterShift;
}

describe('a shift that somebody else works', () => {
  it('leaves no more people missed where the others do what its taker cannot', () => {
    const shifts = [shift('mine', 'both'), shift('other', 'claims')];
    const takers = new Map([['mine', 'sells']]);
    expect(coversAsMuch(roster({ claims: 1, sales: 1 }), shifts, takers, skillsBy)).toBe(true);
    expect(coversAsMuch(roster({ claims: 2 }), shifts, takers, skillsBy)).toBe(false);
  });

  it('may be given where nobody was needed who can do it', () => {
    const takers = new Map([['mine', 'sells']]);
    expect(coversAsMuch(roster({ claims: 0, sales: 1 }), [shift('mine', 'both')], takers, skillsBy)).toBe(true);
  });
});
