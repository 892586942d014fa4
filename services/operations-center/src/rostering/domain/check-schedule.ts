import { brokenLaw, type LabourLaw } from './labour-law.js';
import type { Violation, ViolationCode } from './violation.js';
import type { WorkShift } from './work-shift.js';
import { brokenTerms, type AgentTerms } from './work-terms.js';

/** Everything that is wrong with the shifts of one agent. @param shifts in any order, with the weeks around */
export function brokenRules(
  agentId: string,
  law: LabourLaw,
  agent: AgentTerms | undefined,
  shifts: readonly WorkShift[],
): Violation[] {
  const inOrder = shifts.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  return [
    ...brokenShapes(agentId, inOrder),
    ...brokenLaw(law, agentId, inOrder),
    ...(agent ? brokenTerms(agentId, agent, inOrder, law.calendar) : []),
  ];
}

function brokenShapes(agentId: string, shifts: readonly WorkShift[]): Violation[] {
  const found: Violation[] = [];
  const broken = (code: ViolationCode, date: string) => found.push({ code, agentId, date, found: 1, limit: 0 });
  shifts.forEach((shift, at) => {
    const before = shifts[at - 1];
    if (before && before.endsAt > shift.startsAt) broken('shifts-overlap', shift.date);
    const inOrder = shift.activities.toSorted((a, b) => (a.from < b.from ? -1 : 1));
    inOrder.forEach(({ from, to }, index) => {
      const [begins, ends] = [new Date(from), new Date(to)];
      if (begins < shift.startsAt || ends > shift.endsAt || ends <= begins)
        broken('activity-outside-shift', shift.date);
      const previous = inOrder[index - 1];
      if (previous && new Date(previous.to) > begins) broken('activities-overlap', shift.date);
    });
  });
  return found;
}

/** How many are there at once, at most, in that time. @param shifts of everybody at the site */
export function seatsTaken(shifts: readonly WorkShift[], from: Date, to: Date): number {
  const near = shifts.filter(({ startsAt, endsAt }) => startsAt < to && endsAt > from);
  const moments = [from, ...near.map(({ startsAt }) => startsAt).filter((at) => at > from)];
  return Math.max(...moments.map((at) => near.filter(({ startsAt, endsAt }) => startsAt <= at && at < endsAt).length));
}

/** Where more are at work at once than a site has seats. @param shifts of everybody at the site */
export function seatsMissing(shifts: readonly WorkShift[], seats: number): { at: Date; there: number }[] {
  const moves = shifts
    .flatMap(({ startsAt, endsAt }) => [
      { at: startsAt, by: 1 },
      { at: endsAt, by: -1 },
    ])
    .sort((a, b) => a.at.getTime() - b.at.getTime() || a.by - b.by);
  const crowded: { at: Date; there: number }[] = [];
  let there = 0;
  for (const { at, by } of moves) {
    there += by;
    if (by > 0 && there > seats) crowded.push({ at, there });
  }
  return crowded;
}
