import { businessDuration } from '../business-duration.js';
import { Calendar } from '../calendar.js';
import type { CalendarDefinition, Hours } from '../calendar-definition.js';
import type { SlaClock } from './sla-clock.js';
import { slaClocks } from './sla-clocks.js';
import type { SlaEvent, SlaLog } from './sla-log.js';
import type { Metric, SlaPolicy, SlaTarget, StatusCategory } from './sla-policy.js';

// The words in which specs tell what happened to a ticket. Times are ISO-8601 with offset.

export const opened = (at: string): SlaEvent => ({ at: new Date(at), type: 'opened' });
export const became = (at: string, to: StatusCategory): SlaEvent => ({ at: new Date(at), type: 'status-changed', to });
export const customerWrote = (at: string): SlaEvent => ({ at: new Date(at), type: 'customer-wrote' });
export const agentReplied = (at: string): SlaEvent => ({ at: new Date(at), type: 'agent-replied' });
export const assigned = (at: string, group: string | null): SlaEvent => ({
  at: new Date(at),
  type: 'group-assigned',
  group,
});
export const applied = (at: string, policy: SlaPolicy | null): SlaEvent => ({
  at: new Date(at),
  type: 'policy-applied',
  policy,
});

/** Version 1 of a policy that promises something by one metric. */
export function promise(metric: Exclude<Metric, 'ola'>, target: SlaTarget): SlaPolicy {
  return { id: 'gold', version: 1, targets: { [metric]: target }, ola: new Map(), serviceHours: target.calendar };
}

/** Paused while it waits for customers and third parties. */
export function within(duration: string, calendar: Calendar): SlaTarget {
  return { calendar, ms: businessDuration(duration, calendar), pausedIn: ['waiting', 'on-hold'] };
}

export function clocksOf(log: SlaLog, metric: Metric, asOf: string | Date = log.at(-1)!.at): SlaClock[] {
  return slaClocks(log, new Date(asOf)).filter((clock) => clock.metric === metric);
}

export function calendar(weekly: CalendarDefinition['weekly'], more: Partial<CalendarDefinition> = {}): Calendar {
  return new Calendar({ timeZone: 'UTC', weekly, holidays: [], extraWorkingDays: [], worksExtraDays: true, ...more });
}

export function workdays(...hours: Hours[]): CalendarDefinition['weekly'] {
  return { monday: hours, tuesday: hours, wednesday: hours, thursday: hours, friday: hours };
}

export function everyDay(...hours: Hours[]): CalendarDefinition['weekly'] {
  return { ...workdays(...hours), saturday: hours, sunday: hours };
}

export const ALL_DAY: Hours = { from: '00:00', to: '24:00' };
export const ALWAYS = calendar(everyDay(ALL_DAY));
export const NINE_TO_FIVE = calendar(workdays({ from: '09:00', to: '17:00' }));
