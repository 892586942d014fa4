import type { Count } from './tally.js';

/**
 * The ways a service level is counted. AN answered, AB abandoned (short ones among them), FO left the queue otherwise; T is
 * the queue's target. Sources: ICMI, Asterisk (`queues.conf`), Genesys ("configure the service level calculation").
 */
export const SERVICE_LEVELS = [
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
export type ServiceLevelName = (typeof SERVICE_LEVELS)[number];

type Counted = Readonly<Record<Count, number>>;
type Fraction = (counted: Counted) => readonly [part: number, whole: number];

const FRACTIONS: Readonly<Record<ServiceLevelName, Fraction>> = {
  /** (AN≤T + AB≤T) / (AN + AB): Asterisk's SL2. */
  'SL-1': (of) => [of.answeredInTime + of.abandonedInTime, of.answered + of.abandoned],
  /** AN≤T / AN: Asterisk's SL. */
  'SL-2': (of) => [of.answeredInTime, of.answered],
  /** AN≤T / (AN + AB). */
  'SL-3': (of) => [of.answeredInTime, of.answered + of.abandoned],
  /** AN≤T / (AN + AB>T). */
  'SL-4': (of) => [of.answeredInTime, of.answered + of.abandoned - of.abandonedInTime],
  /** (AN≤T + short abandons) / (AN + AB). */
  'SL-5': (of) => [of.answeredInTime + of.shortAbandoned, of.answered + of.abandoned],
  /** (AN − AN>T) / (AN + AB). */
  'SL-G': (of) => [of.answeredInTime, of.answered + of.abandoned],
  'SL-G-without-short-abandons': (of) => [of.answeredInTime, of.answered + of.abandoned - of.shortAbandoned],
  'SL-G-without-abandons': (of) => [of.answeredInTime, of.answered],
  'SL-G-with-flow-outs': (of) => [of.answeredInTime, of.answered + of.abandoned + flowOuts(of)],
};

export interface ServiceLevel {
  readonly formula: ServiceLevelName;
  /** Two decimals; null: nobody to count. */
  readonly percent: number | null;
}

/** All of them, in order. */
export function serviceLevels(counted: Counted): ServiceLevel[] {
  return SERVICE_LEVELS.map((formula) => ({ formula, percent: percentOf(...FRACTIONS[formula](counted)) }));
}

/** @returns two decimals; null of nothing */
export function percentOf(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 10_000) / 100;
}

/** What left the queue and was neither answered nor given up: moved, transferred, or sent away by the queue. */
function flowOuts({ flowedOut, transferred, timedOut }: Counted): number {
  return flowedOut + transferred + timedOut;
}
