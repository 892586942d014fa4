import { brokenRules, seatsMissing } from '../domain/check-schedule.js';
import { mondayOf } from '../domain/dates.js';
import type { Violation, ViolationCode } from '../domain/violation.js';
import { withoutCourses } from '../domain/work-shift.js';
import type { RosterShift } from '../roster/roster.schema.js';
import type { Explanation } from './explanation.js';
import type { Making } from './making.js';

/** What may be broken by too little work is mended by no shift less. */
const NOT_BY_A_SHIFT: readonly ViolationCode[] = ['plan-least-minutes'];

/**
 * The shifts, each looked at by rules that know nothing of how they were made: those that break one are nobody's any more.
 * Locked ones stay as they are.
 */
export function soundShifts(
  making: Making,
  made: readonly RosterShift[],
): { shifts: RosterShift[]; leftOpen: Explanation['leftOpen'] } {
  const leftOpen: { date: string; agentId: string; code: ViolationCode }[] = [];
  const shifts = [...made];
  const open = (id: string, agentId: string, code: ViolationCode) => {
    const at = shifts.findIndex((shift) => shift.id === id);
    leftOpen.push({ date: shifts[at]!.date, agentId, code });
    shifts[at] = { ...shifts[at]!, agentId: null, activities: withoutCourses(shifts[at]!.activities) };
  };
  for (const { id: agentId, terms } of making.people)
    for (;;) {
      const own = shifts.filter((shift) => shift.agentId === agentId);
      const around = making.around.filter((shift) => shift.agentId === agentId);
      const broken = brokenRules(agentId, making.rules.law, terms, [...around, ...own]).filter(
        ({ code }) => !NOT_BY_A_SHIFT.includes(code),
      );
      const culprit = broken
        .map((each) => ({ code: each.code, shift: culpritOf(each, own) }))
        .find(({ shift }) => shift);
      if (!culprit) break;
      open(culprit.shift!.id, agentId, culprit.code);
    }
  for (const { id: siteId, seats } of making.rules.sites)
    for (;;) {
      const isHere = (shift: RosterShift) => shift.siteId === siteId && shift.agentId !== null;
      const here = shifts.filter(isHere);
      const [crowded] = seatsMissing([...making.elsewhere.filter(isHere), ...here], seats);
      const last =
        crowded &&
        here.findLast((shift) => !shift.isLocked && shift.startsAt <= crowded.at && shift.endsAt > crowded.at);
      if (!last) break;
      open(last.id, last.agentId!, 'seats');
    }
  return { shifts, leftOpen };
}

/** A shift of that day, else the last of its week, else of its month or run. */
function culpritOf({ date }: Violation, own: readonly RosterShift[]): RosterShift | undefined {
  const free = own.filter(({ isLocked }) => !isLocked).toSorted((a, b) => (a.date < b.date ? -1 : 1));
  return (
    free.find((shift) => shift.date === date) ??
    free.findLast((shift) => mondayOf(shift.date) === mondayOf(date)) ??
    free.find((shift) => shift.date > date)
  );
}
