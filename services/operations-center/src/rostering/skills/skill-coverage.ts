import { coverSkills } from '#libs/workforce/skills/skill-cover';
import { Staffed } from '#libs/workforce/shifts/placement';
import { spansOf } from '../domain/work-shift.js';
import { minuteOf } from '../roster/coverage.js';
import type { Roster, RosterShift } from '../roster/roster.schema.js';
import { skillsOf } from './kinds.js';

const DAY_MINUTES = 1_440;

/** A day's intervals, of one skill. */
export interface CoveredSkill {
  readonly skill: string;
  readonly needed: readonly number[];
  /** How many do it, each one thing at a time. */
  readonly covered: readonly number[];
  /** Of each interval, the skills that lack people together with it; none: it lacks nobody. */
  readonly shortWith: readonly (readonly string[])[];
}

/** How far each skill is covered on each day of a roster; none: no skill is asked for. @param skillsBy agent */
export function skillCoverage(
  roster: Roster,
  shifts: readonly RosterShift[],
  skillsBy: ReadonlyMap<string, readonly string[]>,
): CoveredSkill[][] {
  const { demand } = roster;
  const { intervalMinutes, days } = demand;
  const skills = skillsOf(demand);
  const needs = { intervalMinutes, needed: days.flatMap(({ agents }) => agents) };
  const kinds = new Map<string, { skills: readonly string[]; staffed: Staffed }>();
  for (const shift of skills.length === 0 ? [] : shifts) {
    if (shift.agentId === null) continue;
    const own = skills.filter((skill) => skillsBy.get(shift.agentId!)?.includes(skill));
    const kind = kinds.get(own.join('\n')) ?? { skills: own, staffed: new Staffed(needs) };
    kinds.set(own.join('\n'), kind);
    for (const { kind: activity, from, to } of spansOf(shift))
      if (activity === 'work') kind.staffed.add({ from: minuteOf(roster, from), to: minuteOf(roster, to) }, 1);
  }
  const perDay = DAY_MINUTES / intervalMinutes;
  return days.map(({ agents, skills: asked }, day) => {
    const neededAt = (at: number) => skills.map((skill) => asked?.[skill]?.[at] ?? 0);
    const covers = agents.map((_, at) => {
      const there = [...kinds.values()].map((kind) => ({
        ...{ skills: kind.skills, people: kind.staffed.there(day * perDay + at) },
      }));
      return coverSkills(there, skills, neededAt(at));
    });
    return skills.map((skill, place) => ({
      ...{ skill, needed: agents.map((_, at) => neededAt(at)[place]!) },
      covered: covers.map(({ covered }) => Math.round(covered[place]! * 100) / 100),
      shortWith: covers.map(({ shortWith }) => shortWith[place]!.map((each) => skills[each]!)),
    }));
  });
}
