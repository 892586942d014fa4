import { Staffed } from '#libs/workforce/shifts/placement';
import { daysBetween } from '../domain/dates.js';
import { spansOf } from '../domain/work-shift.js';
import { localTimeOf } from './local-time.js';
import type { Roster, RosterShift } from './roster.schema.js';

const DAY_MINUTES = 1_440;

/** Minutes on the clock there since the midnight with which the roster begins. */
export function minuteOf({ timeZone, startsOn }: Pick<Roster, 'timeZone' | 'startsOn'>, instant: Date): number {
  const { date, minute } = localTimeOf(timeZone, instant);
  return daysBetween(startsOn, date) * DAY_MINUTES + minute;
}

/** How many are at work in each interval, pauses and the like not counted. */
export function coverageOf(roster: Roster, shifts: readonly RosterShift[]) {
  const { intervalMinutes, days } = roster.demand;
  const staffed = new Staffed({ intervalMinutes, needed: days.flatMap(({ agents }) => agents) });
  for (const shift of shifts)
    for (const { kind, from, to } of shift.agentId === null ? [] : spansOf(shift))
      if (kind === 'work') staffed.add({ from: minuteOf(roster, from), to: minuteOf(roster, to) }, 1);
  const perDay = DAY_MINUTES / intervalMinutes;
  return {
    intervalMinutes,
    days: days.map(({ date, agents }, day) => ({
      ...{ date, needed: [...agents] },
      scheduled: agents.map((_, at) => Math.round(staffed.there(day * perDay + at) * 100) / 100),
    })),
  };
}
