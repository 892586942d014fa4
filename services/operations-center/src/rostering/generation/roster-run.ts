import { countInThread, loosenedInThread } from '#libs/roster-search/prepare';
import { search, type Found } from '#libs/roster-search/search';
import type { Roster as Lines } from '#libs/workforce/roster/roster-problem';
import { RosterHasNobody } from '../domain/rostering.errors.js';
import type { RosterShift } from '../roster/roster.schema.js';
import { explained } from './explained.js';
import type { Explanation } from './explanation.js';
import { madeShifts, openShifts } from './made-shifts.js';
import { optionsOf, unlawfulPatterns, type Making } from './making.js';
import { demandOf, problemOf } from './problem.js';
import type { Slot } from './roster-job.schema.js';
import { soundShifts } from './sound-shifts.js';

export interface RunTerms {
  readonly seconds: number;
  readonly slots: readonly Slot[];
  /** Lines to go on from. */
  readonly start: Lines | null;
  readonly now: Date;
  readonly signal: AbortSignal;
  readonly onProgress: (best: Found, step: string) => void;
}

export interface Made {
  readonly shifts: readonly RosterShift[];
  readonly explanation: Explanation;
}

const THREADS = 2;
const SEED = 1;

/**
 * From demand to shifts: how many of each are needed, who works them, when they pause; then everything is looked at once more by rules that know
 * nothing of it. @throws RosterHasNobody
 */
export async function makeShifts(making: Making, terms: RunTerms): Promise<Made> {
  const { signal, slots, now } = terms;
  const options = optionsOf(making);
  if (making.people.length === 0 || options.length === 0)
    throw new RosterHasNobody('Nobody in the planning group has a work plan with shifts that the law allows.');
  const { counts } = await countInThread(demandOf(making, options), signal);
  const { problem, letGo } = await loosenedInThread(problemOf(making, options, counts), signal);
  const start = terms.start?.length === problem.employees.length ? terms.start : undefined;
  const found = await search(
    problem,
    { seconds: terms.seconds, seed: SEED, threads: THREADS, start, signal },
    terms.onProgress,
  );
  const lines = found?.roster ?? start ?? problem.employees.map(() => new Array<number>(problem.days).fill(-1));
  const { shifts: made, unplaced } = madeShifts(making, options, lines, slots, now);
  const { shifts, leftOpen } = soundShifts(making, made);
  const told = await explained(making, options, shifts);
  const ids = letGo.map(({ employee: agentId, rule }) => ({ agentId, rule }));
  const open = openShifts(making, options, counts, lines, now);
  const rest = { letGo: ids, leftOpen, unplaced, unlawfulPatterns: unlawfulPatterns(making) };
  return { shifts: [...shifts, ...open], explanation: { ...told, ...rest } };
}
