import type { LabourLaw } from '../domain/labour-law.js';
import type { LongerShift } from '../live-rosters.api.js';
import { overtimeMinutes } from '../domain/work-shift.js';
import type { RosterShift } from '../roster/roster.schema.js';

const SHORTEST_MINUTES = 30;

/** By what a shift could be lengthened within a time, before it begins or after it ends; as long as the law's day lets it. */
export function overtimeRoom(
  shift: RosterShift,
  { from, to }: { readonly from: Date; readonly to: Date },
  { mostDailyOvertimeMinutes }: Pick<LabourLaw, 'mostDailyOvertimeMinutes'>,
): LongerShift | null {
  if (shift.agentId === null) return null;
  const most = (mostDailyOvertimeMinutes - overtimeMinutes(shift)) * 60_000;
  const seen = { agentId: shift.agentId, shiftId: shift.id, shiftVersion: shift.version };
  const { startsAt, endsAt } = shift;
  const isAfter = from <= endsAt && endsAt < to;
  const isBefore = from < startsAt && startsAt <= to;
  if (!isAfter && !isBefore) return null;
  const longer = isAfter
    ? { from: endsAt, to: new Date(Math.min(to.getTime(), endsAt.getTime() + most)) }
    : { from: new Date(Math.max(from.getTime(), startsAt.getTime() - most)), to: startsAt };
  const minutes = (longer.to.getTime() - longer.from.getTime()) / 60_000;
  return minutes < SHORTEST_MINUTES ? null : { ...seen, ...longer };
}
