import { setImmediate as letOthers } from 'node:timers/promises';
import { brokenRules } from '../domain/check-schedule.js';
import { mondayOf, weekdayOf } from '../domain/dates.js';
import { addedViolations } from '../domain/violation.js';
import { regularMinutes } from '../domain/work-shift.js';
import { coverageOf } from '../roster/coverage.js';
import type { RosterShift } from '../roster/roster.schema.js';
import { isAwayAt } from './away.js';
import type { Explanation, Spread, Uncovered } from './explanation.js';
import { shiftOf } from './made-shifts.js';
import type { Making, PatternOption, Person } from './making.js';

/** Less is not worth a word: a pause that has to be sometime. */
const WORTH_SAYING = 0.75;
const MOST_SAID = 60;

type Lack = Omit<Uncovered, 'reasons'> & { readonly minute: number };

/** What is missing and why, and how evenly the rest is shared out. */
export async function explained(
  making: Making,
  options: readonly PatternOption[],
  shifts: readonly RosterShift[],
): Promise<Omit<Explanation, 'letGo' | 'leftOpen' | 'unplaced' | 'unlawfulPatterns'>> {
  const { intervalMinutes, days } = coverageOf(making.roster, shifts);
  const hours = (count: (needed: number, scheduled: number) => number) =>
    days.reduce(
      (sum, { needed, scheduled }) => sum + needed.reduce((all, each, at) => all + count(each, scheduled[at]!), 0),
      0,
    ) *
    (intervalMinutes / 60);
  const lacks = days.flatMap(({ date, needed, scheduled }) => lacksOf(date, needed, scheduled, intervalMinutes));
  const uncovered: Uncovered[] = [];
  for (const { minute, ...lack } of lacks.slice(0, MOST_SAID)) {
    const reasons: Partial<Record<string, number>> = {};
    for (const person of making.people) {
      const reason = reasonOf(making, options, shifts, person, lack.date, minute);
      if (reason !== null) reasons[reason] = (reasons[reason] ?? 0) + 1;
    }
    uncovered.push({ ...lack, reasons });
    await letOthers();
  }
  return {
    uncovered,
    neededHours: rounded(hours((needed) => needed)),
    missingHours: rounded(hours((needed, scheduled) => Math.max(0, needed - scheduled))),
    spread: spreadOf(making, shifts),
  };
}

/** Intervals in a row. */
function lacksOf(date: string, needed: readonly number[], scheduled: readonly number[], interval: number): Lack[] {
  const lacks: Lack[] = [];
  needed.forEach((count, at) => {
    const missing = rounded(count - scheduled[at]!);
    if (missing < WORTH_SAYING) return;
    const minute = at * interval;
    const last = lacks.at(-1);
    const more = { to: clock(minute + interval), ...(last && missing <= last.missing ? {} : { missing, minute }) };
    if (last?.to === clock(minute)) lacks[lacks.length - 1] = { ...last, ...more };
    else lacks.push({ date, from: clock(minute), to: clock(minute + interval), missing, minute });
  });
  return lacks;
}

/** null: they are there, or have a pause. */
function reasonOf(
  making: Making,
  options: readonly PatternOption[],
  shifts: readonly RosterShift[],
  person: Person,
  date: string,
  minute: number,
): keyof Uncovered['reasons'] | null {
  const { id, plan, terms } = person;
  const own = shifts.filter((shift) => shift.agentId === id);
  const today = own.find((shift) => shift.date === date);
  const covers = (start: number, minutes: number) => start <= minute && minute < start + minutes;
  if (today) {
    const long = (today.endsAt.getTime() - today.startsAt.getTime()) / 60_000;
    return covers(today.startMinute, long) ? null : 'works-another-time';
  }
  if (isAwayAt(making, person, date, minute)) return 'on-leave';
  const fitting = options.find(
    ({ pattern, startsAt, minutes }) =>
      plan.patternIds.includes(pattern.id) && pattern.weekdays.includes(weekdayOf(date)) && covers(startsAt, minutes),
  );
  if (!fitting) return 'no-pattern';
  const around = making.around.filter((shift) => shift.agentId === id);
  const before = [...around, ...own];
  const more = shiftOf(making, fitting, id, date, new Date(0));
  const unpaid = fitting.pauses.filter(({ isPaid }) => !isPaid).reduce((sum, pause) => sum + pause.minutes, 0);
  const paused = { ...more, endsAt: new Date(more.endsAt.getTime() - unpaid * 60_000) };
  const { law } = making.rules;
  const broken = addedViolations(
    brokenRules(id, law, terms, before),
    brokenRules(id, law, terms, [...before, paused]),
  ).filter(({ code }) => code !== 'plan-least-minutes');
  return broken[0]?.code ?? 'not-chosen';
}

function spreadOf({ people, patterns }: Making, shifts: readonly RosterShift[]): Explanation['spread'] {
  const own = people.map(({ id }) => shifts.filter((shift) => shift.agentId === id));
  const each = (count: (all: readonly RosterShift[]) => number): Spread => {
    const counts = own.map(count);
    const sum = counts.reduce((all, one) => all + one, 0);
    return { least: Math.min(...counts), most: Math.max(...counts), mean: rounded(sum / Math.max(1, counts.length)) };
  };
  return {
    minutes: each((all) => all.reduce((sum, shift) => sum + regularMinutes(shift), 0)),
    weekends: each(
      (all) => new Set(all.filter(({ date }) => weekdayOf(date) >= 5).map(({ date }) => mondayOf(date))).size,
    ),
    undesired: each((all) => all.filter(({ patternId }) => patterns.get(patternId ?? '')?.isUndesired).length),
  };
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
