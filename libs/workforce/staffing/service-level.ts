import type { Promised } from './erlang/palm.js';

/** The ways a service level is counted (ICMI, Asterisk, Genesys), by the names figures have. */
export const LEVEL_FORMULAS = [
  'SL-1',
  'SL-2',
  'SL-3',
  'SL-4',
  'SL-5',
  'SL-G',
  'SL-G-without-short-abandons',
  'SL-G-without-abandons',
  'SL-G-with-flow-outs',
] as const;
export type LevelFormula = (typeof LEVEL_FORMULAS)[number];

/** What is promised. Durations in seconds. */
export interface LevelTarget {
  readonly withinSeconds: number;
  /** AN≤T / (AN + AB) unless said otherwise. */
  readonly formula?: LevelFormula;
  /** Who gives up before that is a short abandon; 0: nobody is. */
  readonly shortSeconds?: number;
}

/** Shares of all who come, asked for only when they count. */
interface Shares {
  answered(): number;
  answeredInTime(): number;
  abandonedInTime(): number;
  short(): number;
}

const LEVELS: Readonly<Record<LevelFormula, (of: Shares) => number>> = {
  'SL-1': (of) => of.answeredInTime() + of.abandonedInTime(),
  'SL-2': (of) => ratio(of.answeredInTime(), of.answered()),
  'SL-3': (of) => of.answeredInTime(),
  'SL-4': (of) => ratio(of.answeredInTime(), 1 - of.abandonedInTime()),
  'SL-5': (of) => of.answeredInTime() + of.short(),
  'SL-G': (of) => of.answeredInTime(),
  'SL-G-without-short-abandons': (of) => ratio(of.answeredInTime(), 1 - of.short()),
  'SL-G-without-abandons': (of) => ratio(of.answeredInTime(), of.answered()),
  // Nobody leaves a modelled queue but by an answer or by giving up.
  'SL-G-with-flow-outs': (of) => of.answeredInTime(),
};

/** The service level of the long run by one of its formulas, from 0 to 1. */
export function levelOf(
  { abandonShare, serviceLevel, waitedAtMost }: Promised,
  { withinSeconds, formula = 'SL-3', shortSeconds = 0 }: LevelTarget,
): number {
  const gone = (seconds: number) => waitedAtMost(seconds) - serviceLevel(seconds);
  return LEVELS[formula]({
    answered: () => 1 - abandonShare,
    answeredInTime: () => serviceLevel(withinSeconds),
    abandonedInTime: () => gone(withinSeconds),
    short: () => (shortSeconds > 0 ? gone(shortSeconds) : 0),
  });
}

/** How often it happened. */
export interface LevelCounts {
  readonly answered: number;
  readonly abandoned: number;
  readonly answeredInTime: number;
  readonly abandonedInTime: number;
  readonly shortAbandoned: number;
}

/** The service level of what was counted, from 0 to 1; null of nobody. */
export function countedLevel(counts: LevelCounts, formula: LevelFormula = 'SL-3'): number | null {
  const all = counts.answered + counts.abandoned;
  if (all === 0) return null;
  return LEVELS[formula]({
    answered: () => counts.answered / all,
    answeredInTime: () => counts.answeredInTime / all,
    abandonedInTime: () => counts.abandonedInTime / all,
    short: () => counts.shortAbandoned / all,
  });
}

function ratio(part: number, whole: number): number {
  return whole <= 0 ? 0 : part / whole;
}
