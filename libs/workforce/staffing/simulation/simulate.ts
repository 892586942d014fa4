import { countedLevel } from '../service-level.js';
import { customersOf } from './customers.js';
import { Play, type Outcome, type Played } from './play.js';
import type { SimulatedCentre, SimulatedQueue, SimulationSettings, Staffing } from './simulated-centre.js';

/** The mean of the replications, and from where to where it is with 95 % confidence (Student's t). */
export interface Estimate {
  readonly mean: number;
  readonly from: number;
  readonly to: number;
}

export interface SimulatedFigures {
  readonly serviceLevel: Estimate;
  readonly abandonShare: Estimate;
  readonly averageSpeedOfAnswerSeconds: Estimate;
}

export interface Simulated {
  readonly queues: Readonly<Record<string, SimulatedFigures>>;
  /** By skill group: of their time and places, what was work. */
  readonly occupancy: Readonly<Record<string, Estimate>>;
}

/**
 * Several skills, several queues: contacts are routed by the router itself, so that what is simulated is what happens. Each replication has
 * customers of its own by Poisson arrivals; the same seed has the same ones for every staffing, so that two of them differ by the staffing alone
 * (common random numbers).
 */
export function simulate(centre: SimulatedCentre, staffing: Staffing, settings: SimulationSettings): Simulated {
  const played = Array.from({ length: settings.replications }, (_, at) => replication(centre, staffing, settings, at));
  const estimates = (of: (each: Played) => number | null) =>
    estimateOf(played.map(of).filter((value) => value !== null));
  const ofQueue = (queue: SimulatedQueue): SimulatedFigures => {
    const figures = (of: (outcomes: readonly Outcome[]) => number | null) =>
      estimates(({ outcomes }) => of(outcomes.filter(({ customer }) => customer.queue.id === queue.id)));
    return {
      serviceLevel: figures((outcomes) => levelIn(outcomes, queue)),
      abandonShare: figures((outcomes) => shareOf(outcomes, ({ end }) => end === 'abandoned')),
      averageSpeedOfAnswerSeconds: figures(speedOf),
    };
  };
  const busy = (groupId: string, slots: number) => {
    const time = settings.seconds * 1_000 * (staffing[groupId] ?? 0) * slots;
    return estimates(({ busyMs }) => (time > 0 ? busyMs[groupId]! / time : null));
  };
  return {
    queues: Object.fromEntries(centre.queues.map((queue) => [queue.id, ofQueue(queue)])),
    occupancy: Object.fromEntries(
      centre.groups.map(({ id, slots }) => [id, busy(id, Math.max(1, ...Object.values(slots)))]),
    ),
  };
}

function replication(centre: SimulatedCentre, staffing: Staffing, settings: SimulationSettings, at: number): Played {
  const { seconds, warmUpSeconds, seed } = settings;
  const from = warmUpSeconds * 1_000;
  const customers = centre.queues.flatMap((queue, place) =>
    customersOf(queue, warmUpSeconds + seconds, seed + 7_919 * at + 104_729 * place),
  );
  const play = new Play(centre, staffing, { from, to: from + seconds * 1_000 });
  const { outcomes, busyMs } = play.run(customers);
  return { outcomes: outcomes.filter(({ customer }) => customer.at >= from), busyMs };
}

function levelIn(outcomes: readonly Outcome[], { target }: SimulatedQueue): number | null {
  const count = (end: Outcome['end'], seconds: number) =>
    outcomes.filter((each) => each.end === end && each.waitMs <= seconds * 1_000).length;
  const counts = {
    answered: count('answered', Infinity),
    abandoned: count('abandoned', Infinity),
    answeredInTime: count('answered', target.withinSeconds),
    abandonedInTime: count('abandoned', target.withinSeconds),
    shortAbandoned: count('abandoned', target.shortSeconds ?? 0),
  };
  return countedLevel(counts, target.formula);
}

function shareOf(outcomes: readonly Outcome[], isMeant: (outcome: Outcome) => boolean): number | null {
  return outcomes.length === 0 ? null : outcomes.filter(isMeant).length / outcomes.length;
}

function speedOf(outcomes: readonly Outcome[]): number | null {
  const answered = outcomes.filter(({ end }) => end === 'answered');
  return answered.length === 0 ? null : answered.reduce((sum, { waitMs }) => sum + waitMs, 0) / answered.length / 1_000;
}

const NORMAL_975 = 1.959964;

function estimateOf(values: readonly number[]): Estimate {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const free = values.length - 1;
  if (free < 1) return { mean, from: -Infinity, to: Infinity };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / free;
  const reach = studentT(NORMAL_975, free) * Math.sqrt(variance / values.length);
  return { mean, from: mean - reach, to: mean + reach };
}

/** The quantile that belongs to this one of the normal distribution; exact for one or two degrees, else Abramowitz & Stegun 26.7.5. */
function studentT(normal: number, free: number): number {
  if (free === 1) return 12.7062;
  if (free === 2) return 4.3027;
  const [z, z3, z5, z7] = [normal, normal ** 3, normal ** 5, normal ** 7];
  const third = (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * free ** 3);
  return z + (z3 + z) / (4 * free) + (5 * z5 + 16 * z3 + 3 * z) / (96 * free ** 2) + third;
}
