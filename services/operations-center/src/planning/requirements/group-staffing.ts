import {
  outlookOf,
  staffFor,
  type IntervalOutlook,
  type StaffingRules,
} from '#libs/workforce/staffing/interval-outlook';
import type { ForecastDay } from '../forecasts/make-forecast.js';
import type { PlanningGroupContent } from '../groups/planning-group.dto.js';

export interface RequiredInterval {
  readonly contacts: number;
  readonly handleSeconds: number;
  /** Who has to be there, who has to be scheduled for that, and of them at work by the roster. */
  readonly agents: number;
  readonly scheduled: number;
  readonly rostered: number;
}

/** The rules of a planning group, as the engine wants them. */
export function rulesOf(content: PlanningGroupContent): StaffingRules {
  const { goal, patienceSeconds, shrinkagePercent, maxOccupancyPercent, concurrentContacts } = content;
  const level = {
    withinSeconds: goal.withinSeconds,
    formula: goal.formula,
    shortSeconds: content.shortAbandonSeconds,
  };
  return {
    level,
    goal: {
      serviceLevel: { ...level, share: goal.serviceLevelPercent / 100 },
      ...(goal.averageSpeedOfAnswerSeconds !== null && {
        averageSpeedOfAnswerSeconds: goal.averageSpeedOfAnswerSeconds,
      }),
      ...(goal.abandonPercent !== null && patienceSeconds !== null && { abandonShare: goal.abandonPercent / 100 }),
      ...(maxOccupancyPercent < 100 && { occupancy: maxOccupancyPercent / 100 }),
    },
    patienceSeconds: patienceSeconds ?? Infinity,
    redialShare: (content.redialPercent ?? 0) / 100,
    shrinkage: shrinkagePercent / 100,
    plannedShrinkage: (content.plannedShrinkagePercent ?? 0) / 100,
    concurrentContacts,
  };
}

/** How many it takes, interval by interval. */
export function requiredOf(day: Omit<ForecastDay, 'date'>, minutes: number, rules: StaffingRules): RequiredInterval[] {
  return day.contacts.map((contacts, at) => {
    const handleSeconds = day.handleSeconds[at]!;
    return {
      contacts,
      handleSeconds,
      ...staffFor({ contacts, handleSeconds, intervalSeconds: minutes * 60 }, rules),
    };
  });
}

/** What is expected of a day with so many there. @param agents in each interval */
export function outlooksOf(
  day: Omit<ForecastDay, 'date'>,
  agents: readonly number[],
  minutes: number,
  rules: StaffingRules,
): IntervalOutlook[] {
  return day.contacts.map((contacts, at) => {
    const demand = { contacts, handleSeconds: day.handleSeconds[at]!, intervalSeconds: minutes * 60 };
    return outlookOf(demand, agents[at] ?? 0, rules);
  });
}
