import { newId } from '#libs/kernel/id';
import { OFF, type Roster as Lines } from '#libs/workforce/roster/roster-problem';
import { pausesInThread } from '#libs/roster-search/prepare';
import { placeTogether, Staffed, type Needs, type WorkedShift } from '#libs/workforce/shifts/placement';
import type { Stretch } from '#libs/workforce/shifts/floor';
import { addDays, daysBetween } from '../domain/dates.js';
import type { Activity } from '../domain/work-shift.js';
import { minuteOf } from '../roster/coverage.js';
import { instantAt } from '../roster/local-time.js';
import type { RosterShift } from '../roster/roster.schema.js';
import { skillsOf } from '../skills/kinds.js';
import type { Making, PatternOption } from './making.js';
import type { Slot } from './roster-job.schema.js';

const DAY_MINUTES = 1_440;
const MOST_OPEN = 200;

export interface FreshShift {
  readonly option: PatternOption;
  readonly shift: RosterShift;
}

/** Shifts with their pauses and slots. @returns how many slots had no time @throws when it is ended */
export async function madeShifts(
  making: Making,
  options: readonly PatternOption[],
  lines: Lines,
  { slots, now, signal }: { readonly slots: readonly Slot[]; readonly now: Date; readonly signal: AbortSignal },
): Promise<{ shifts: RosterShift[]; unplaced: number }> {
  const { roster } = making;
  const locked = making.drafted.filter(({ isLocked }) => isLocked);
  const fresh = making.people.flatMap((person, at) =>
    lines[at]!.flatMap((option, day) => {
      const date = addDays(roster.startsOn, day);
      const isSettled = locked.some((shift) => shift.agentId === person.id && shift.date === date);
      if (option === OFF || isSettled) return [];
      return [{ option: options[option]!, shift: shiftOf(making, options[option]!, person.id, date, now) }];
    }),
  );
  const paused = await withPauses(making, locked, fresh, signal);
  return withSlots(making, [...locked, ...paused], slots);
}

/** Shifts that are needed and that nobody has, without their pauses: open, for whoever bids. @param counts for each day, how many work each option */
export function openShifts(
  making: Making,
  options: readonly PatternOption[],
  counts: readonly (readonly number[])[],
  lines: Lines,
  now: Date,
): FreshShift[] {
  const skills = askedOf(making.roster, making.people[0]!.agent.skills);
  const open = counts.flatMap((ofDay, day) =>
    ofDay.flatMap((needed, at) => {
      const there = lines.filter((line) => line[day] === at).length;
      const date = addDays(making.roster.startsOn, day);
      const option = options[at]!;
      return Array.from({ length: Math.max(0, needed - there) }, () => ({
        ...{ option, shift: { ...shiftOf(making, option, null, date, now), skills } },
      }));
    }),
  );
  return open.slice(0, MOST_OPEN);
}

export function shiftOf(
  { roster, people }: Making,
  { pattern, startsAt: startMinute, minutes }: PatternOption,
  agentId: string | null,
  date: string,
  now: Date,
): RosterShift {
  const own = people.find(({ id }) => id === agentId)?.agent;
  const startsAt = instantAt(roster.timeZone, date, startMinute);
  return {
    ...{ id: newId(now), version: 1, rosterId: roster.id, planningGroupId: roster.planningGroupId, agentId, date },
    ...{ patternId: pattern.id, siteId: own?.siteId ?? null, skills: own ? askedOf(roster, own.skills) : null },
    ...{ timeZone: roster.timeZone, startMinute, startsAt, endsAt: new Date(startsAt.getTime() + minutes * 60_000) },
    ...{ activities: [], isPublished: false, isLocked: false },
  };
}

/** Of what the roster asks for, what somebody can do; null: it asks for nothing. */
function askedOf({ demand }: Making['roster'], skills: readonly string[]): string[] | null {
  const asked = skillsOf(demand);
  return asked.length === 0 ? null : asked.filter((skill) => skills.includes(skill));
}

/** @throws when it is ended */
export async function withPauses(
  { roster, people }: Making,
  locked: readonly RosterShift[],
  fresh: readonly FreshShift[],
  signal: AbortSignal,
): Promise<RosterShift[]> {
  if (fresh.length === 0) return [];
  const skillsBy = new Map(people.map(({ id, agent }) => [id, agent.skills]));
  const skillsOfShift = ({ agentId, skills }: RosterShift) => skillsBy.get(agentId ?? '') ?? skills ?? [];
  const worked = [
    ...fresh.map(({ option, shift }) => ({ shift, pauses: option.pauses, taken: [] })),
    ...locked.map((shift) => ({ shift, pauses: [], taken: takenOf(roster, shift) })),
  ].map(({ shift, ...each }) => ({ ...stretchOf(roster, shift), ...each, skills: skillsOfShift(shift) }));
  const placed = await pausesInThread(worked, needsOf(roster), signal);
  return fresh.map(({ shift }, at) => ({
    ...shift,
    activities: placed[at]!.map(({ kind, isPaid, from, to }) => activityIn(roster, shift, kind, isPaid, { from, to })),
  }));
}

function withSlots({ roster }: Making, shifts: readonly RosterShift[], slots: readonly Slot[]) {
  const made = new Map(shifts.map((shift) => [shift.id, shift]));
  const staffed = new Staffed(needsOf(roster));
  for (const shift of shifts) {
    if (shift.agentId !== null) staffed.add(stretchOf(roster, shift), 1);
    for (const stretch of takenOf(roster, shift)) staffed.add(stretch, -1);
  }
  let unplaced = 0;
  for (const { kind, agentIds, minutes, from, to, course } of slots) {
    const own = agentIds.map((id) => [...made.values()].filter(({ agentId }) => agentId === id));
    const worked = own.map((all) => all.map((shift) => workedOf(roster, shift)));
    const window = {
      from: daysBetween(roster.startsOn, from) * DAY_MINUTES,
      to: (daysBetween(roster.startsOn, to) + 1) * DAY_MINUTES,
    };
    const at = placeTogether(worked, minutes, window, staffed);
    if (!at) {
      unplaced += 1;
      continue;
    }
    for (const all of own) {
      const shift = all.find((each) => contains(stretchOf(roster, each), at))!;
      const slot = { ...activityIn(roster, shift, kind, true, at), ...(course && { course }) };
      const activities = [...shift.activities, slot];
      made.set(shift.id, { ...shift, activities: activities.sort((a, b) => (a.from < b.from ? -1 : 1)) });
      staffed.add(at, -1);
    }
  }
  return { shifts: [...made.values()], unplaced };
}

export function needsOf({ demand }: Making['roster']): Needs {
  const { intervalMinutes, days } = demand;
  const needed = days.flatMap(({ agents }) => agents);
  const asked = skillsOf(demand);
  if (asked.length === 0) return { intervalMinutes, needed };
  const ofSkill = (skill: string) => days.flatMap(({ agents, skills }) => skills?.[skill] ?? agents.map(() => 0));
  return { intervalMinutes, needed, skills: Object.fromEntries(asked.map((skill) => [skill, ofSkill(skill)])) };
}

export function workedOf(roster: Making['roster'], shift: RosterShift): WorkedShift {
  return { ...stretchOf(roster, shift), pauses: [], taken: takenOf(roster, shift) };
}

export function stretchOf(roster: Making['roster'], { startsAt, endsAt }: RosterShift): Stretch {
  const from = minuteOf(roster, startsAt);
  return { from, to: from + (endsAt.getTime() - startsAt.getTime()) / 60_000 };
}

export function takenOf(roster: Making['roster'], { activities }: RosterShift): Stretch[] {
  return activities.map(({ from, to }) => ({
    from: minuteOf(roster, new Date(from)),
    to: minuteOf(roster, new Date(to)),
  }));
}

function contains(shift: Stretch, { from, to }: Stretch): boolean {
  return shift.from <= from && to <= shift.to;
}

/** By how long after the beginning of the shift it is: clocks may change in between. */
export function activityIn(
  roster: Making['roster'],
  shift: RosterShift,
  kind: Activity['kind'],
  isPaid: boolean,
  { from, to }: Stretch,
): Activity {
  const begins = shift.startsAt.getTime() + (from - stretchOf(roster, shift).from) * 60_000;
  const ends = begins + (to - from) * 60_000;
  return { kind, isPaid, from: new Date(begins).toISOString(), to: new Date(ends).toISOString() };
}
