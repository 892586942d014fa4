import { OFF, type DayShift, type Employee, type Wish } from '#libs/workforce/roster/roster-problem';
import { addDays, daysBetween, mondayOf, weekdayOf } from '../domain/dates.js';
import { isThere, leastOfWeek } from '../domain/work-terms.js';
import type { RosterShift } from '../roster/roster.schema.js';
import { isAwayAllDay, isAwayAt } from './away.js';
import type { Making, PatternOption, Person } from './making.js';

const DAY_MINUTES = 1_440;
/** Of the wishes of people a point weighs so much; a lack of one person weighs a hundred. */
const WISH = 3;
/** What stays as it was weighs more than most wishes. */
const STABILITY = 20;

export interface FairShares {
  /** For each option, how often at most. */
  readonly mostOfOption: readonly number[];
  readonly weekends: number;
}

/** One person as the search wants to know them. */
export function employeeOf(
  making: Making,
  options: readonly PatternOption[],
  person: Person,
  shares: FairShares,
): Employee {
  const { roster, rules } = making;
  const { plan, id } = person;
  const days = roster.weeks * 7;
  const before = making.around.filter((shift) => shift.agentId === id && shift.date < roster.startsOn);
  const law = rules.law.mostWeeklyMinutes;
  const weekly = rules.law.averagingWeeks === 1 ? Math.min(plan.mostWeeklyMinutes, law) : plan.mostWeeklyMinutes;
  const daysOff = Array.from({ length: days }, (_, day) => day).filter((day) =>
    isAwayAllDay(making, options, person, addDays(roster.startsOn, day)),
  );
  const mostConsecutiveShifts = Math.min(plan.mostConsecutiveDays, 7 - rules.law.leastRestDaysPerWeek);
  return {
    ...{ id, mostMinutes: roster.weeks * Math.min(weekly, law), leastMinutes: leastMinutes(making, person) },
    mostWeeklyMinutes: weekly,
    mostOfShift: options.map(({ pattern }, at) =>
      plan.patternIds.includes(pattern.id) ? Math.min(days, shares.mostOfOption[at]!) : 0,
    ),
    ...{ mostConsecutiveShifts, leastConsecutiveShifts: plan.leastConsecutiveDays },
    workedBefore: Math.max(0, runBefore(before, roster.startsOn) - (plan.mostConsecutiveDays - mostConsecutiveShifts)),
    leastConsecutiveDaysOff: plan.leastConsecutiveDaysOff,
    mostWeekends: Math.min(shares.weekends, weekendsLeft(person, before, roster)),
    daysOff,
    impossible: impossibleShifts(making, options, person, before.at(-1)),
    ...settledAndWished(making, options, person),
  };
}

function leastMinutes({ roster: { startsOn, weeks }, rules }: Making, { terms }: Person): number {
  const mondays = Array.from({ length: weeks }, (_, week) => addDays(startsOn, week * 7));
  return mondays.reduce((sum, monday) => sum + leastOfWeek(terms, rules.law.calendar, monday), 0);
}

/** Of four weeks that follow each other; of more weeks as many for each four. */
function weekendsLeft({ plan }: Person, before: readonly RosterShift[], { startsOn, weeks }: Making['roster']): number {
  const most = plan.mostWeekendsInFourWeeks;
  if (weeks > 4) return most * Math.floor(weeks / 4);
  const since = addDays(startsOn, -7 * (4 - weeks));
  const had = before.filter(({ date }) => date >= since && weekdayOf(date) >= 5).map(({ date }) => mondayOf(date));
  return Math.max(0, most - new Set(had).size);
}

/** Days in a row that end with the last one before the roster: the plan counts them on, the law's rest begins anew with each week. */
function runBefore(before: readonly RosterShift[], startsOn: string): number {
  const dates = new Set(before.map(({ date }) => date));
  let run = 0;
  while (dates.has(addDays(startsOn, -1 - run))) run += 1;
  return run;
}

function impossibleShifts(
  making: Making,
  options: readonly PatternOption[],
  person: Person,
  last: RosterShift | undefined,
): DayShift[] {
  const { roster, rules } = making;
  const { terms, plan } = person;
  const impossible: DayShift[] = [];
  const rest = Math.max(rules.law.leastRestMinutes, plan.leastRestMinutes);
  const restedAt = last ? endMinute(last) - DAY_MINUTES * daysBetween(last.date, roster.startsOn) + rest : -Infinity;
  for (let day = 0; day < roster.weeks * 7; day++) {
    const date = addDays(roster.startsOn, day);
    options.forEach(({ pattern, startsAt, minutes }, shift) => {
      const [begin, end] = [new Date(0), new Date(minutes * 60_000)];
      const comes = isThere(terms, {
        ...{ id: '', agentId: null, date, patternId: null, siteId: null, activities: [] },
        ...{ startMinute: startsAt, startsAt: begin, endsAt: end },
      });
      const isRested = startsAt + day * DAY_MINUTES >= restedAt;
      const isFree = comes && isRested && !isAwayAt(making, person, date, startsAt);
      if (!isFree || !pattern.weekdays.includes(weekdayOf(date))) impossible.push({ day, shift });
    });
  }
  return impossible;
}

function endMinute({ startMinute, startsAt, endsAt }: RosterShift): number {
  return startMinute + (endsAt.getTime() - startsAt.getTime()) / 60_000;
}

/** Locked shifts are settled; those that are not are better left as they are. */
function settledAndWished(
  { roster, drafted }: Making,
  options: readonly PatternOption[],
  { id, agent }: Person,
): Pick<Employee, 'settled' | 'wishes'> {
  const own = new Map(drafted.filter((shift) => shift.agentId === id).map((shift) => [shift.date, shift]));
  const settled: DayShift[] = [];
  const wishes: Wish[] = [];
  const every = options.map((_, shift) => shift);
  for (let day = 0; day < roster.weeks * 7; day++) {
    const date = addDays(roster.startsOn, day);
    const shift = own.get(date);
    if (shift?.isLocked) settled.push({ day, shift: optionAt(options, shift) });
    else if (shift) {
      const kept = optionAt(options, shift);
      if (kept !== OFF) wishes.push({ day, shift: kept, wanted: true, weight: STABILITY });
    } else if (own.size > 0)
      for (const each of every) wishes.push({ day, shift: each, wanted: false, weight: STABILITY });
  }
  for (const { date, patternId, isWanted, weight } of agent.wishes) {
    const day = daysBetween(roster.startsOn, date);
    if (day < 0 || day >= roster.weeks * 7) continue;
    for (const each of every)
      if (patternId === null || options[each]!.pattern.id === patternId)
        wishes.push({ day, shift: each, wanted: isWanted, weight: WISH * weight });
  }
  return { settled, wishes };
}

/** The option that a shift is, or OFF where it is none: such a shift stays beside what is made. */
function optionAt(options: readonly PatternOption[], shift: RosterShift): number {
  const long = (shift.endsAt.getTime() - shift.startsAt.getTime()) / 60_000;
  return options.findIndex(
    ({ pattern, startsAt, minutes }) =>
      pattern.id === shift.patternId && startsAt === shift.startMinute && minutes === long,
  );
}
