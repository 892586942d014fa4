import type { Strategy } from '#libs/contact-routing/model/queue';
import { Dice } from '#libs/kernel/dice';
import { Centre, type CentreSize } from './centre.js';
import { Shift } from './shift.js';
import { Stopwatch } from './stopwatch.js';

const SEED = 20_261_123;

export interface Pace {
  readonly rounds: number;
  readonly events: number;
  /** Fewer, for it takes its time. */
  readonly scanEvents: number;
}

export interface Row {
  readonly waiting: number;
  readonly agents: number;
  readonly decisionsPerSecond: number;
  readonly meanUs: number;
  readonly p50Us: number;
  readonly p99Us: number;
  /** Of a straightforward scan, which only searches; of ours the whole event is measured. */
  readonly scanP50Us: number;
  /** Median by median: the scan has one round, and others on the machine disturb a mean. */
  readonly timesScan: number;
  readonly disagreements: number;
}

export interface Case {
  readonly size: CentreSize;
  readonly strategy: Strategy;
  readonly waiting: number;
}

/** Contacts wait: agents come free, one after the other, and as many contacts come as go. */
export function whenAgentsFree({ size, strategy, waiting }: Case, pace: Pace): Row {
  const run = (withScan: boolean, events: number) => {
    const dice = new Dice(SEED);
    const shift = new Shift(dice, new Centre(dice, size, strategy), true, withScan);
    shift.queueUp(waiting);
    for (let event = 0; event < events; event += 1) shift.agentFrees();
    return measured(shift, 'frees');
  };
  return row(waiting, size.agents, run, pace);
}

/** Agents wait: contacts come, and each goes to one of them; half of the agents are busy after a while. */
export function whenContactsCome({ size, strategy }: Omit<Case, 'waiting'>, pace: Pace): Row {
  const run = (withScan: boolean, events: number) => {
    const dice = new Dice(SEED);
    const shift = new Shift(dice, new Centre(dice, size, strategy), false, withScan);
    const open: string[] = [];
    for (let event = 0; event < events; event += 1) shift.contactComes(open);
    return measured(shift, 'comes');
  };
  return row(0, size.agents, run, pace);
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

/** The scan has a run of its own, since it leaves nothing of the other's memory in the caches of the CPU; and it is shorter. */
function row(
  waiting: number,
  agents: number,
  run: (withScan: boolean, events: number) => Measured,
  { rounds, events, scanEvents }: Pace,
): Row {
  const shifts = Array.from({ length: rounds }, () => run(false, events));
  const indexed = Stopwatch.fastest(shifts.map((each) => each.indexed));
  const beside = run(true, scanEvents);
  return {
    waiting,
    agents,
    decisionsPerSecond: Math.round(1e6 / indexed.meanUs),
    meanUs: rounded(indexed.meanUs),
    p50Us: rounded(indexed.quantileUs(0.5)),
    p99Us: rounded(indexed.quantileUs(0.99)),
    scanP50Us: rounded(beside.scanned.quantileUs(0.5)),
    timesScan: rounded(beside.scanned.quantileUs(0.5) / indexed.quantileUs(0.5)),
    disagreements: beside.disagreements,
  };
}

function rounded(value: number): number {
  return Number(value.toFixed(1));
}
