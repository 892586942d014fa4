import { abandonRate, type LiveCalls } from './abandon-rate.js';
import { endsWithin, expectedExcess, shortfalls, sumOf, withOne } from './free-agents.js';

/** What the dialer remembers from one moment to the next. */
export interface PacingMemory {
  /** Agents working for the campaign. */
  readonly agents: number;
  /** Calls under way for each agent who is or soon gets free: 1 is progressive, it grows from there. */
  readonly level: number;
  /** Progressive until the rate has fallen again. */
  readonly locked: boolean;
  /** ms since 1970 of the last moment. */
  readonly at: number;
}

export interface Floor {
  /** Working for the campaign, whatever they do now. */
  readonly agents: number;
  /** Free for the next live answer. */
  readonly idle: number;
  /** Since when each agent who is on a call of the campaign has it, ms since 1970. */
  readonly busySince: readonly number[];
  /** Calls that are placed and not answered yet. */
  readonly ringing: number;
  /** Answered live and waiting for an agent. */
  readonly waiting: number;
}

export interface Measured {
  /** Of the newest calls. */
  readonly dials: number;
  readonly live: number;
  /** Until a live answer, ms. */
  readonly ringMs: number;
  /** Newest calls with everything an agent does for them, ms. */
  readonly handleMs: readonly number[];
}

export interface PacingLimits {
  readonly mode: 'progressive' | 'predictive';
  /** From 0 to 1. */
  readonly abandonLimit: number;
  /** Highest level, 1 or more. */
  readonly mostPerAgent: number;
}

export interface Pace {
  /** Calls to place now. */
  readonly dials: number;
  readonly memory: PacingMemory;
}

/** Shares of the limit: what is aimed at, where over-dialling ends, and where it begins again. */
const AIM = 0.65;
const LOCK = 0.9;
const RELEASE = 0.75;
/** How much the level grows in a second. */
const GROWTH = 0.03;
/** Before anything is measured: half of the people answer. */
const PRIOR = { dials: 20, live: 10 };

/**
 * How many calls to place now.
 *
 * Progressive: as many as there are idle agents without a call under way. Predictive: as many as the answer rate, the ring time and
 * the handle times measured let expect an agent for, less a share of live answers that shrinks as the rolling rate nears its limit.
 * Above the lock it is progressive until the rate has fallen below the release; another number of agents begins at progressive again.
 */
export function pace(
  floor: Floor,
  measured: Measured,
  window: LiveCalls,
  limits: PacingLimits,
  before: PacingMemory | null,
  now: number,
): Pace {
  const memory = remember(floor, window, limits, before, now);
  const under = floor.ringing + floor.waiting;
  const progressive = Math.max(0, floor.idle - under);
  if (limits.mode === 'progressive' || memory.locked || memory.level <= 1) return { dials: progressive, memory };
  return { dials: Math.max(progressive, beyond(floor, measured, window, limits, memory, now)), memory };
}

function remember(
  floor: Floor,
  window: LiveCalls,
  { abandonLimit, mostPerAgent }: PacingLimits,
  before: PacingMemory | null,
  now: number,
): PacingMemory {
  const { agents } = floor;
  const locked = isLocked(window, abandonLimit, before?.locked ?? false);
  const afresh = before?.agents !== agents || locked;
  if (afresh) return { agents, level: 1, locked, at: now };
  const grown = before.level + (GROWTH * Math.max(0, now - before.at)) / 1_000;
  return { agents, level: Math.min(mostPerAgent, grown), locked, at: now };
}

/** One more abandoned call must stay below the lock: so it holds from the first call on. */
function isLocked({ live, abandoned }: LiveCalls, limit: number, wasLocked: boolean): boolean {
  const next = abandonRate({ live: live + 1, abandoned: abandoned + 1 });
  return next > limit * (wasLocked ? RELEASE : LOCK);
}

function beyond(
  floor: Floor,
  measured: Measured,
  window: LiveCalls,
  limits: PacingLimits,
  memory: PacingMemory,
  now: number,
): number {
  const answers = (measured.live + PRIOR.live) / (measured.dials + PRIOR.dials);
  const chances = floor.busySince.map((since) => endsWithin(measured.handleMs, now - since, measured.ringMs / 2));
  const soon = chances.reduce((sum, chance) => sum + chance, 0);
  const most = Math.floor(memory.level * (floor.idle + soon)) - floor.ringing - floor.waiting;
  const free = sumOf([...Array.from({ length: floor.idle }, () => 1), ...chances]);
  const shortfall = shortfalls(free, floor.waiting + floor.ringing + Math.max(0, most));
  const waiting = Array.from({ length: floor.waiting }, () => 1);
  let demand = sumOf([...waiting, ...Array.from({ length: floor.ringing }, () => answers)]);
  const share = allowedShare(window, limits.abandonLimit);
  for (let dials = 0; dials < most; dials++) {
    demand = withOne(demand, answers);
    const expected = floor.waiting + (floor.ringing + dials + 1) * answers;
    if (expectedExcess(demand, shortfall) > share * expected) return dials;
  }
  return Math.max(0, most);
}

/** Feedback: what is below the aim may be used up, what is above it must be earned back. */
function allowedShare(window: LiveCalls, limit: number): number {
  const aim = limit * AIM;
  return Math.max(0, aim + (aim - abandonRate(window)));
}
