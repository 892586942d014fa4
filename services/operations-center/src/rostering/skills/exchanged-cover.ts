import type { Roster, RosterShift } from '../roster/roster.schema.js';
import { skillCoverage } from './skill-coverage.js';

/** Covered people are told by hundredths, skill by skill. */
const ROUNDED = 0.05;

/** Whether in no interval more people are missed, all skills together, once some shifts have other people. @param takers by shift */
export function coversAsMuch(
  roster: Roster,
  shifts: readonly RosterShift[],
  takers: ReadonlyMap<string, string>,
  skillsBy: ReadonlyMap<string, readonly string[]>,
): boolean {
  const exchanged = shifts.map((shift) => ({ ...shift, agentId: takers.get(shift.id) ?? shift.agentId }));
  const after = coveredPeople(roster, exchanged, skillsBy);
  return coveredPeople(roster, shifts, skillsBy).every((people, at) => after[at]! >= people - ROUNDED);
}

function coveredPeople(...of: Parameters<typeof skillCoverage>): number[] {
  return skillCoverage(...of).flatMap((skills) =>
    (skills[0]?.covered ?? []).map((_, at) => skills.reduce((sum, { covered }) => sum + covered[at]!, 0)),
  );
}
