import {
  presentOf,
  togetherOf,
  type IntervalOutlook,
  type StaffingRules,
} from '#libs/workforce/staffing/interval-outlook';
import type { ForecastDay } from '../forecasts/make-forecast.js';
import { outlooksOf, requiredOf } from './group-staffing.js';

/** What if. Percentages are more, or less where negative. */
export interface Scenario {
  readonly volumePercent: number;
  readonly handleTimePercent: number;
  /** As the group has it, when it is not said. */
  readonly shrinkage?: number;
  readonly patienceSeconds?: number;
  readonly redialShare?: number;
  /** Scheduled in each interval, by date; as the baseline requires where a date is not named. */
  readonly scheduled: Readonly<Record<string, readonly number[]>>;
}

export interface ScenarioInterval {
  /** Who are scheduled. */
  readonly scheduled: number;
  readonly baseline: IntervalOutlook;
  readonly scenario: IntervalOutlook;
  /** Who would have to be scheduled to achieve the goal in the scenario. */
  readonly required: number;
}

export interface ScenarioDay {
  readonly date: string;
  readonly intervals: readonly ScenarioInterval[];
  readonly baseline: IntervalOutlook;
  readonly scenario: IntervalOutlook;
}

/** The same people in what is forecast and in what if, beside each other. */
export function scenarioDay(day: ForecastDay, minutes: number, rules: StaffingRules, what: Scenario): ScenarioDay {
  const shrinkage = what.shrinkage ?? rules.shrinkage;
  const changed: StaffingRules = {
    ...rules,
    ...{ shrinkage, plannedShrinkage: Math.min(shrinkage, rules.plannedShrinkage) },
    patienceSeconds: what.patienceSeconds ?? rules.patienceSeconds,
    redialShare: what.redialShare ?? rules.redialShare,
  };
  const other = {
    contacts: day.contacts.map((count) => count * (1 + what.volumePercent / 100)),
    handleSeconds: day.handleSeconds.map((seconds) => seconds * (1 + what.handleTimePercent / 100)),
  };
  const scheduled = what.scheduled[day.date] ?? requiredOf(day, minutes, rules).map((each) => each.scheduled);
  const there = (by: StaffingRules) => scheduled.map((count) => presentOf(count, by.shrinkage));
  const baseline = outlooksOf(day, there(rules), minutes, rules);
  const scenario = outlooksOf(other, there(changed), minutes, changed);
  const required = requiredOf(other, minutes, changed);
  return {
    date: day.date,
    intervals: baseline.map((each, at) => ({
      ...{ scheduled: scheduled[at]!, baseline: each, scenario: scenario[at]! },
      required: required[at]!.scheduled,
    })),
    baseline: togetherOf(baseline),
    scenario: togetherOf(scenario),
  };
}
