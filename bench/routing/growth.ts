import type { Strategy } from '#libs/contact-routing/model/queue';
import { Random } from '../business-time/random.js';
import { Centre, type CentreSize } from './centre.js';
import { Shift } from './shift.js';
import { Stopwatch } from './stopwatch.js';

const SEED = 20_261_123;

export interface Pace {
  readonly rounds: number;
  readonly events: number;
}

export interface Row {
  readonly waiting: number;
  readonly agents: number;
  readonly decisionsPerSecond: number;
  readonly meanUs: number;
  readonly p50Us: number;
  readonly p99Us: number;
  /** Of a straightforward scan; null where it would take for ever. */
  readonly scanMeanUs: number | null;
  readonly timesScan: number | null;
  readonly disagreements: number;
}

export interface Case {
  readonly size: CentreSize;
  readonly strategy: Strategy;
  readonly waiting: number;
  readonly withScan: boolean;
}

/** Contacts wait: agents come free, one after the other, and as many contacts come as go. */
export function whenAgentsFree({ size, strategy, waiting, withScan }: Case, { rounds, events }: Pace): Row {
  const shifts = Array.from({ length: rounds }, () => {
    const random = new Random(SEED);
    const shift = new Shift(random, new Centre(random, size, strategy), true, withScan);
    shift.queueUp(waiting);
    for (let event = 0; event < events; event += 1) shift.agentFrees();
    return measured(shift, 'frees');
  });
  return row(waiting, size.agents, shifts, withScan);
}

/** Agents wait: contacts come, and each goes to one of them; half of the agents are busy after a while. */
export function whenContactsCome({ size, strategy, withScan }: Case, { rounds, events }: Pace): Row {
  const shifts = Array.from({ length: rounds }, () => {
    const random = new Random(SEED);
    const shift = new Shift(random, new Centre(random, size, strategy), false, withScan);
    const open: string[] = [];
    for (let event = 0; event < events; event += 1) shift.contactComes(open);
    return measured(shift, 'comes');
  });
  return row(0, size.agents, shifts, withScan);
}

interface Measured {
  readonly indexed: Stopwatch;
  readonly scanned: Stopwatch;
  readonly disagreements: number;
}

/** What is worth keeping of a shift; the rest, all its contacts, may go. */
function measured(shift: Shift, what: 'comes' | 'frees'): Measured {
  return { ...shift[what], disagreements: shift.disagreements };
}

function row(waiting: number, agents: number, shifts: readonly Measured[], withScan: boolean): Row {
  const indexed = Stopwatch.fastest(shifts.map((each) => each.indexed));
  const scanMean = withScan ? Stopwatch.fastest(shifts.map((each) => each.scanned)).meanUs : null;
  return {
    waiting,
    agents,
    decisionsPerSecond: Math.round(1e6 / indexed.meanUs),
    meanUs: rounded(indexed.meanUs),
    p50Us: rounded(indexed.quantileUs(0.5)),
    p99Us: rounded(indexed.quantileUs(0.99)),
    scanMeanUs: scanMean && rounded(scanMean),
    timesScan: scanMean && rounded(scanMean / indexed.meanUs),
    disagreements: shifts.reduce((sum, each) => sum + each.disagreements, 0),
  };
}

function rounded(value: number): number {
  return Number(value.toFixed(1));
}
