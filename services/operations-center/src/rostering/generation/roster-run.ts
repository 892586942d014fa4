import { RosterHasNobody } from '../domain/rostering.errors.js';
import type { RosterShift } from '../roster/roster.schema.js';
import { explained } from './explained.js';
import type { Explanation } from './explanation.js';
import { madeShifts, openShifts, withPauses } from './made-shifts.js';
import { optionsOf, unlawfulPatterns, type Making } from './making.js';
import type { Slot } from './roster-job.schema.js';
import { kindCounts } from '../skills/kind-counts.js';
import { searchKinds, type KindSearchTerms } from '../skills/kind-search.js';
import { kindsOf, makingOf } from '../skills/kinds.js';
import { soundShifts } from './sound-shifts.js';

export interface RunTerms extends KindSearchTerms {
  readonly slots: readonly Slot[];
  readonly now: Date;
}

export interface Made {
  readonly shifts: readonly RosterShift[];
  readonly explanation: Explanation;
}

/**
 * From demand to shifts: how many of each are needed, who works them, when they pause; then everything is looked at once more by rules that know
 * nothing of it. @throws RosterHasNobody
 */
export async function makeShifts(making: Making, terms: RunTerms): Promise<Made> {
  const { signal, slots, now } = terms;
  const options = optionsOf(making);
  if (making.people.length === 0 || options.length === 0)
    throw new RosterHasNobody('Nobody in the planning group has a work plan with shifts that the law allows.');
  const kinds = kindsOf(making);
  const counts = await kindCounts(making, options, kinds, signal);
  const { lines, letGo } = await searchKinds(making, options, kinds, counts, terms);
  const { shifts: made, unplaced } = await madeShifts(making, options, lines, { slots, now, signal });
  const { shifts, leftOpen } = soundShifts(making, made);
  const told = await explained(making, options, shifts);
  const open = kinds.flatMap((kind, at) => {
    const theirs = kind.places.map((place) => lines[place]!);
    return openShifts(makingOf(making, kind), options, counts[at]!, theirs, now);
  });
  const openPaused = await withPauses(making, [], open, signal);
  const rest = { letGo, leftOpen, unplaced, unlawfulPatterns: unlawfulPatterns(making) };
  return { shifts: [...shifts, ...openPaused], explanation: { ...told, ...rest } };
}
