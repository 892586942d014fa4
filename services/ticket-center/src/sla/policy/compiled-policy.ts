import { businessDuration } from '#libs/business-time/business-duration';
import type { Calendar } from '#libs/business-time/calendar';
import type { SlaPolicy, SlaTarget } from '#libs/business-time/sla/sla-policy';
import { domainError } from '#libs/kernel/domain-error';
import type { PolicyText, TargetText } from './sla-policy.dto.js';

export class SlaTargetEmpty extends domainError('sla-target-empty', 'invalid') {}

export type CalendarOf = (name: string) => Calendar;

/** What clocks go by, of a policy in calendars as they were at some version. @throws DurationInvalid, SlaTargetEmpty */
export function compiledPolicy(id: string, version: number, text: PolicyText, calendarOf: CalendarOf): SlaPolicy {
  const compile = (target: TargetText) => compiledTarget(target, text, calendarOf);
  return {
    id,
    version,
    targets: Object.fromEntries(Object.entries(text.targets).map(([metric, target]) => [metric, compile(target)])),
    ola: new Map(Object.entries(text.ola).map(([team, target]) => [team, compile(target)])),
    serviceHours: calendarOf(text.calendar),
  };
}

/** @throws DurationInvalid, SlaTargetEmpty */
export function compiledTarget(target: TargetText, policy: PolicyText, calendarOf: CalendarOf): SlaTarget {
  const calendar = calendarOf(target.calendar ?? policy.calendar);
  const ms = businessDuration(target.within, calendar);
  if (ms === 0) throw new SlaTargetEmpty('A target is more than no time at all.', { within: target.within });
  const warnAtMs = target.warnings.map((text) => warningAt(text, ms, calendar)).filter((at) => at > 0 && at < ms);
  return { calendar, ms, pausedIn: target.pausedIn, warnAtMs: [...new Set(warnAtMs)].sort((a, b) => a - b) };
}

/** Of the target used up: `80%`, or all but so long. */
function warningAt(text: string, ms: number, calendar: Calendar): number {
  if (text.endsWith('%')) return Math.ceil((ms * Number(text.slice(0, -1))) / 100);
  return ms - businessDuration(text, calendar);
}
