import { addDays, daysBetween, mondayOf, weekdayOf } from './dates.js';
import { isAway, type LeaveDay } from './leave-day.js';
import { shortRests } from './labour-law.js';
import type { Violation, ViolationCode } from './violation.js';
import { regularMinutes, type WorkShift } from './work-shift.js';

/** What is agreed with an agent: their work plan. */
export interface WorkTerms {
  readonly leastWeeklyMinutes: number;
  readonly mostWeeklyMinutes: number;
  readonly mostConsecutiveDays: number;
  readonly leastRestMinutes: number;
  /** Weekends with work in any four weeks that follow each other. */
  readonly mostWeekendsInFourWeeks: number;
  readonly patternIds: readonly string[];
}

/** When an agent can come, on their own clock; days that are not named are free of limits. */
export interface Availability {
  /** 0 is Monday. */
  readonly weekday: number;
  /** Minutes after midnight; none: not at all. */
  readonly hours: { readonly from: number; readonly to: number } | null;
}

export interface AgentTerms {
  readonly terms: WorkTerms;
  readonly availability: readonly Availability[];
  readonly leave: readonly LeaveDay[];
}

/** @param shifts of one agent, in order */
export function brokenTerms(agentId: string, agent: AgentTerms, shifts: readonly WorkShift[]): Violation[] {
  const { terms, leave } = agent;
  const found: Violation[] = [];
  const broken = (code: ViolationCode, date: string, there: number, limit: number) =>
    found.push({ code, agentId, date, found: there, limit });
  for (const shift of shifts) {
    if (isAway(leave, shift.startsAt)) broken('on-leave', shift.date, 1, 0);
    if (shift.patternId !== null && !terms.patternIds.includes(shift.patternId))
      broken('pattern-not-allowed', shift.date, 1, 0);
    if (!isThere(agent, shift)) broken('unavailable', shift.date, 1, 0);
  }
  for (const [monday, week] of Map.groupBy(shifts, ({ date }) => mondayOf(date))) {
    const minutes = week.reduce((sum, shift) => sum + regularMinutes(shift), 0);
    const away = leave.filter(({ date }) => mondayOf(date) === monday).length;
    const least = terms.leastWeeklyMinutes * Math.max(0, 1 - away / 5);
    if (minutes > terms.mostWeeklyMinutes) broken('plan-week-minutes', monday, minutes, terms.mostWeeklyMinutes);
    if (minutes < least) broken('plan-least-minutes', monday, minutes, least);
  }
  for (const { from, days } of runsOf(shifts))
    if (days > terms.mostConsecutiveDays) broken('consecutive-days', from, days, terms.mostConsecutiveDays);
  for (const { monday, weekends } of crowdedWeekends(shifts))
    if (weekends > terms.mostWeekendsInFourWeeks) broken('weekends', monday, weekends, terms.mostWeekendsInFourWeeks);
  return [...found, ...shortRests(terms.leastRestMinutes, 'plan-rest', agentId, shifts)];
}

/** Whether the agent can come then. */
export function isThere({ availability }: Pick<AgentTerms, 'availability'>, shift: WorkShift): boolean {
  const limit = availability.find(({ weekday }) => weekday === weekdayOf(shift.date));
  if (!limit) return true;
  const from = shift.startMinute;
  const to = from + (shift.endsAt.getTime() - shift.startsAt.getTime()) / 60_000;
  return limit.hours !== null && from >= limit.hours.from && to <= limit.hours.to;
}

function runsOf(shifts: readonly WorkShift[]) {
  const runs: { from: string; days: number }[] = [];
  for (const date of new Set(shifts.map((shift) => shift.date))) {
    const last = runs.at(-1);
    if (last && daysBetween(last.from, date) === last.days) last.days += 1;
    else runs.push({ from: date, days: 1 });
  }
  return runs;
}

/** Worked weekends of the four weeks that end with each week. */
function crowdedWeekends(shifts: readonly WorkShift[]) {
  const weekends = new Set(shifts.filter(({ date }) => weekdayOf(date) >= 5).map(({ date }) => mondayOf(date)));
  return [...weekends].map((monday) => ({
    monday,
    weekends: [0, 1, 2, 3].filter((ago) => weekends.has(addDays(monday, -7 * ago))).length,
  }));
}
