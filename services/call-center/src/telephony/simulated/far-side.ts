import type { EndCause } from '../domain/switch-event.js';

export type Reaction = 'person' | 'machine' | Extract<EndCause, 'busy' | 'rejected' | 'no-answer' | 'invalid-number'>;

/** What the one outside does; times in ms. Null: never by itself. */
export interface FarSide {
  /** To a call that is made to them. */
  readonly reaction: Reaction;
  /** How long it rings until then. */
  readonly ringMs: number;
  /** How long one who calls waits for a person before they hang up. */
  readonly patienceMs: number | null;
  /** From the first person they talk to until they hang up. */
  readonly talkMs: number | null;
}

/** Where the far side of a call comes from; by the number that is called or calls. */
export type FarSides = (random: () => number, number: string | null) => FarSide;

/** Shares that sum to 1; means in ms. */
export interface Habits {
  readonly reactions: Readonly<Partial<Record<Reaction, number>>>;
  readonly meanRingMs: number;
  readonly meanPatienceMs: number;
  readonly meanTalkMs: number;
}

/** Plausible for a service line; for a load of one's own, give others. */
export const SERVICE_LINE: Habits = {
  reactions: { person: 0.55, machine: 0.15, 'no-answer': 0.2, busy: 0.06, rejected: 0.02, 'invalid-number': 0.02 },
  meanRingMs: 8_000,
  meanPatienceMs: 120_000,
  meanTalkMs: 240_000,
};

/** Exponential times: the longest of many calls are several times the mean, as on real lines. */
export function farSidesOf(habits: Habits): FarSides {
  return (random) => ({
    reaction: drawn(habits.reactions, random()),
    ringMs: exponential(habits.meanRingMs, random()),
    patienceMs: exponential(habits.meanPatienceMs, random()),
    talkMs: exponential(habits.meanTalkMs, random()),
  });
}

function drawn(shares: Habits['reactions'], at: number): Reaction {
  const reactions = Object.entries(shares) as [Reaction, number][];
  let sum = 0;
  const found = reactions.find(([, share]) => at < (sum += share));
  return found?.[0] ?? 'no-answer';
}

/** Inverse of the distribution function. */
function exponential(mean: number, at: number): number {
  return Math.round(-mean * Math.log(1 - at));
}
