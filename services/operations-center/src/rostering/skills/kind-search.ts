import { evenedInThread, loosenedInThread } from '#libs/roster-search/prepare';
import { search, type Found } from '#libs/roster-search/search';
import { OFF, type Roster as Lines, type RosterLine } from '#libs/workforce/roster/roster-problem';
import type { SkilledCounts } from '#libs/workforce/shifts/skilled-shift-counts';
import type { LetGo } from '../generation/explanation.js';
import type { Making, PatternOption } from '../generation/making.js';
import { problemOf } from '../generation/problem.js';
import { burdensOf } from '../generation/unpopular-hours.js';
import { makingOf, type Kind } from './kinds.js';

const THREADS = 2;
const SEED = 1;

export interface KindSearchTerms {
  readonly seconds: number;
  /** Lines to go on from. */
  readonly start: Lines | null;
  readonly signal: AbortSignal;
  readonly onProgress: (best: Found, step: string) => void;
}

interface Searched {
  /** By the place of the person. */
  readonly lines: Lines;
  readonly letGo: readonly LetGo[];
}

/**
 * Who works what was counted, kind by kind: no kind can do what was counted for another one, so each is searched alone, for its part of the time.
 * Costs and bounds are those of the kinds so far, together.
 */
export async function searchKinds(
  making: Making,
  options: readonly PatternOption[],
  kinds: readonly Kind[],
  counts: SkilledCounts,
  { seconds, start, signal, onProgress }: KindSearchTerms,
): Promise<Searched> {
  const { people, roster } = making;
  const off: RosterLine = new Array<number>(roster.weeks * 7).fill(OFF);
  const lines: RosterLine[] = people.map((_, at) => (start?.length === people.length ? start[at]! : off));
  const letGo: LetGo[] = [];
  const together = { cost: 0, bound: 0 };
  for (const [at, kind] of kinds.entries()) {
    const wanted = problemOf(makingOf(making, kind), options, counts[at]!);
    const { problem, letGo: rules } = await loosenedInThread(wanted, signal);
    const whole = ({ roster: own, cost, bound, ...found }: Found): Found => ({
      ...found,
      ...{ roster: placed(lines, kind, own), cost: together.cost + cost, bound: together.bound + bound },
    });
    const known = kind.places.map((place) => lines[place]!);
    const terms = {
      ...{ seconds: Math.max(1, (seconds * kind.places.length) / people.length), seed: SEED, threads: THREADS, signal },
      start: known.some((line) => line.some((shift) => shift !== OFF)) ? known : undefined,
    };
    const found = await search(problem, terms, (best, step) => onProgress(whole(best), step));
    if (found) {
      const own = makingOf(making, kind);
      const roster = await evenedInThread(problem, found.roster, burdensOf(own, options, found.roster), signal);
      const { roster: all, cost, bound } = whole({ ...found, roster });
      all.forEach((line, place) => (lines[place] = line));
      Object.assign(together, { cost, bound });
    }
    letGo.push(...rules.map(({ employee: agentId, rule }) => ({ agentId, rule })));
  }
  return { lines, letGo };
}

function placed(lines: Lines, { places }: Kind, own: Lines): Lines {
  const all = [...lines];
  places.forEach((place, at) => (all[place] = own[at]!));
  return all;
}
