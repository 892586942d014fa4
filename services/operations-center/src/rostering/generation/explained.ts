import { setImmediate as letOthers } from 'node:timers/promises';
import { brokenRules } from '../domain/check-schedule.js';
import { mondayOf, weekdayOf } from '../domain/dates.js';
import { addedViolations } from '../domain/violation.js';
import { regularMinutes } from '../domain/work-shift.js';
import { coverageOf } from '../roster/coverage.js';
import type { RosterShift } from '../roster/roster.schema.js';
import { isAwayAt } from './away.js';
import { skillCoverage, type CoveredSkill } from '../skills/skill-coverage.js';
import type { Explanation, Reason, Spread, Uncovered } from './explanation.js';
import { shiftOf } from './made-shifts.js';
import type { Making, PatternOption, Person } from './making.js';
import { isFull } from './site-seats.js';
import { beyondFair, workedBefore } from './unpopular-hours.js';

/** Less is not worth a word: a pause that has to be sometime. */
const WORTH_SAYING = 0.75;
const MOST_SAID = 60;

type Lack = Omit<Uncovered, 'reasons'> & { readonly minute: number };
/** Of a day and a skill, or of whoever. */
type Line = Pick<CoveredSkill, 'needed' | 'covered' | 'shortWith'> & { readonly date: string; readonly skill?: string };

/** What is missing and why, and how evenly the rest is shared out. */
export async function explained(
  making: Making,
  options: readonly PatternOption[],
  shifts: readonly RosterShift[],
): Promise<Omit<Explanation, 'letGo' | 'leftOpen' | 'unplaced' | 'unlawfulPatterns'>> {
  const { intervalMinutes } = making.roster.demand;
  const lines = linesOf(making, shifts);
  const hours = (count: (needed: number, covered: number) => number) =>
    lines.reduce(
      (sum, { needed, covered }) => sum + needed.reduce((all, each, at) => all + count(each, covered[at]!), 0),
      0,
    ) *
    (intervalMinutes / 60);
  const lacks = lines.flatMap((line) => lacksOf(line, intervalMinutes));
  const uncovered: Uncovered[] = [];
  for (const { minute, ...lack } of lacks.slice(0, MOST_SAID)) {
    const reasons: Partial<Record<string, number>> = {};
    for (const person of making.people) {
      const reason = reasonOf(making, options, shifts, person, { ...lack, minute });
      if (reason !== null) reasons[reason] = (reasons[reason] ?? 0) + 1;
    }
    uncovered.push({ ...lack, reasons });
    await letOthers();
  }
  return {
    uncovered,
    neededHours: rounded(hours((needed) => needed)),
    missingHours: rounded(hours((needed, covered) => Math.max(0, needed - covered))),
    spread: spreadOf(making, shifts),
  };
}

function linesOf({ roster, people }: Making, shifts: readonly RosterShift[]): Line[] {
  const skillsBy = new Map(people.map(({ id, agent }) => [id, agent.skills]));
  const bySkill = skillCoverage(roster, shifts, skillsBy);
  return coverageOf(roster, shifts).days.flatMap(({ date, needed, scheduled }, day): Line[] =>
    bySkill[day]!.length > 0
      ? bySkill[day]!.map((line) => ({ ...line, date }))
      : [{ date, needed, covered: scheduled, shortWith: [] }],
  );
}

/** Intervals in a row. */
function lacksOf({ date, skill, needed, covered, shortWith }: Line, interval: number): Lack[] {
  const lacks: Lack[] = [];
  needed.forEach((count, at) => {
    const missing = rounded(count - covered[at]!);
    if (missing < WORTH_SAYING) return;
    const minute = at * interval;
    const last = lacks.at(-1);
    const worst = { missing, minute, ...(skill !== undefined && { skill, shortWith: shortWith[at]! }) };
    const more = { to: clock(minute + interval), ...(last && missing <= last.missing ? {} : worst) };
    if (last?.to === clock(minute)) lacks[lacks.length - 1] = { ...last, ...more };
    else lacks.push({ date, from: clock(minute), to: clock(minute + interval), ...worst });
  });
  return lacks;
}

/** null: they are there for it, or have a pause. */
function reasonOf(
  making: Making,
  options: readonly PatternOption[],
  shifts: readonly RosterShift[],
  person: Person,
  { date, minute, skill }: Lack,
): Reason | null {
  const { id, plan, terms, agent } = person;
  if (skill !== undefined && !agent.skills.includes(skill)) return 'without-skill';
  const own = shifts.filter((shift) => shift.agentId === id);
  const today = own.find((shift) => shift.date === date);
  const covers = (start: number, minutes: number) => start <= minute && minute < start + minutes;
  if (today) {
    const long = (today.endsAt.getTime() - today.startsAt.getTime()) / 60_000;
    if (!covers(today.startMinute, long)) return 'works-another-time';
    return skill !== undefined && agent.skills.length > 1 ? 'does-another-skill' : null;
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
  if (broken.length === 0 && isFull(making, shifts, person, more)) return 'seats';
  return broken[0]?.code ?? 'not-chosen';
}

function spreadOf(making: Making, shifts: readonly RosterShift[]): Explanation['spread'] {
  const { people, patterns } = making;
  const own = people.map(({ id }) => shifts.filter((shift) => shift.agentId === id));
  const each = (count: (all: readonly RosterShift[]) => number) => spread(own.map(count));
  const spread = (counts: readonly number[]): Spread => {
    const sum = counts.reduce((all, one) => all + one, 0);
    return {
      least: rounded(Math.min(...counts)),
      most: rounded(Math.max(...counts)),
      mean: rounded(sum / Math.max(1, counts.length)),
    };
  };
  return {
    minutes: each((all) => all.reduce((sum, shift) => sum + regularMinutes(shift), 0)),
    weekends: each(
      (all) => new Set(all.filter(({ date }) => weekdayOf(date) >= 5).map(({ date }) => mondayOf(date))).size,
    ),
    unpopularHours: spread([...beyondFair(making, [...workedBefore(making), ...shifts]).values()]),
    undesired: each((all) => all.filter(({ patternId }) => patterns.get(patternId ?? '')?.isUndesired).length),
  };
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
