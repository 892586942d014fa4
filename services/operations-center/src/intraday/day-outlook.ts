import { reforecast, reforecastHandleTimes } from '#libs/workforce/forecast/intraday';
import {
  outlookOf,
  presentOf,
  staffFor,
  type IntervalOutlook,
  type StaffingRules,
} from '#libs/workforce/staffing/interval-outlook';
import { unplannedShrinkage } from '#libs/workforce/staffing/required-agents';
import { countedLevel, type LevelCounts } from '#libs/workforce/staffing/service-level';
import type { PlannedDay, PlannedDayInterval } from '../planning/planning.api.js';

export interface OutlookInterval extends PlannedDayInterval {
  readonly state: 'over' | 'now' | 'ahead';
  /** What came where it is over, else what is expected now. */
  readonly expected: { readonly contacts: number; readonly handleSeconds: number };
  /** Who have to be there for that. */
  readonly needed: number;
  /** Who were there on average, or will be. */
  readonly there: number;
  /** Of what is not over. */
  readonly predicted: IntervalOutlook | null;
}

export interface DayOutlook {
  readonly day: PlannedDay;
  /** By whom is there: rosters, or as many as were planned. */
  readonly staffedBy: 'roster' | 'plan';
  readonly intervals: readonly OutlookInterval[];
  readonly counts: LevelCounts;
  /** Shares by the formula of the group; null: nobody to count. */
  readonly levelSoFar: number | null;
  readonly levelAtEnd: number | null;
}

/** The rest of a day from what has come of it. @param rostered who are at work by the roster, net of pauses, by interval; null: as planned @param now ms since the epoch */
export function dayOutlook(day: PlannedDay, rostered: readonly number[] | null, now: number): DayOutlook {
  const { intervals, rules } = day;
  const unplanned = unplannedShrinkage(rules.shrinkage, rules.plannedShrinkage);
  const over = intervals.filter(({ to }) => to <= now);
  const contacts = reforecast(
    intervals.map(({ planned }) => planned.contacts),
    over.map(({ actual }) => actual.contacts),
    day.uncertainty,
  );
  const seconds = reforecastHandleTimes(
    intervals.map(({ planned }) => planned.handleSeconds),
    over.map(({ actual }) => actual),
  );
  const looked = intervals.map((interval, at): OutlookInterval => {
    const isOver = at < over.length;
    const expected = { contacts: contacts[at]!, handleSeconds: isOver ? seen(interval) : seconds[at]! };
    const demand = { ...expected, intervalSeconds: day.intervalMinutes * 60 };
    const coming = rostered ? presentOf(rostered[at]!, unplanned) : interval.planned.agents;
    const there = isOver ? interval.atWork : coming;
    return {
      ...interval,
      state: isOver ? 'over' : interval.from <= now ? 'now' : 'ahead',
      ...{ expected, there, needed: staffFor(demand, rules).agents },
      predicted: isOver ? null : outlookOf(demand, there, rules),
    };
  });
  const counts = countsOf(looked);
  const without = { day, staffedBy: rostered ? ('roster' as const) : ('plan' as const), intervals: looked, counts };
  const levelSoFar = countedLevel(counts, rules.level.formula);
  return { ...without, levelSoFar, levelAtEnd: levelWith({ ...without, levelSoFar }, new Map()) };
}

/** The service level at the end of the day, if others were there. @param changes people more or fewer, by interval */
export function levelWith(
  { day, intervals, counts, levelSoFar }: Omit<DayOutlook, 'levelAtEnd'>,
  changes: ReadonlyMap<number, number>,
): number | null {
  const counted = counts.answered + counts.abandoned;
  let all = counted;
  let good = (levelSoFar ?? 0) * counted;
  intervals.forEach((interval, at) => {
    const predicted = predictedWith(interval, changes.get(at) ?? 0, day);
    if (!predicted) return;
    all += predicted.attempts;
    good += predicted.attempts * predicted.serviceLevel;
  });
  return all > 0 ? good / all : null;
}

/** Of an interval that is not over. */
export function predictedWith(
  { predicted, expected, there }: OutlookInterval,
  more: number,
  { rules, intervalMinutes }: { readonly rules: StaffingRules; readonly intervalMinutes: number },
): IntervalOutlook | null {
  if (!predicted || more === 0) return predicted;
  return outlookOf({ ...expected, intervalSeconds: intervalMinutes * 60 }, Math.max(0, there + more), rules);
}

function seen({ actual, planned }: PlannedDayInterval): number {
  return actual.handled > 0 ? actual.handledSeconds / actual.handled : planned.handleSeconds;
}

function countsOf(intervals: readonly OutlookInterval[]): LevelCounts {
  const over = intervals.filter(({ state }) => state === 'over');
  const sum = (name: keyof LevelCounts) => over.reduce((all, { actual }) => all + actual[name], 0);
  return {
    ...{ answered: sum('answered'), abandoned: sum('abandoned'), shortAbandoned: sum('shortAbandoned') },
    ...{ answeredInTime: sum('answeredInTime'), abandonedInTime: sum('abandonedInTime') },
  };
}
