import { requiredAgents } from '#libs/workforce/staffing/required-agents';
import { AIM, type Habits } from './habits.js';
import type { Volumes } from './volumes.js';

/** Some time of the day with the same agents. Times in seconds since the first interval began. */
export interface Block {
  readonly from: number;
  readonly to: number;
  /** Calls in the first and in the second half, as far as they are played: expected, not drawn. */
  readonly halves: readonly [number, number];
  readonly agents: number;
}

export interface PlanOptions {
  readonly habits: Habits;
  /** Of the volumes, what is played. */
  readonly scale: number;
  /** How long an agent is busy with a contact beside handling it, seconds of the day. */
  readonly pickUpSeconds: number;
  /** The same number all day; `auto`: as many as Erlang A asks for. */
  readonly agents: number | 'auto';
}

const INTERVALS = 6;

/** Who is needed when: half an hour by half an hour, 80 % answered within 20 seconds by Erlang A. */
export function staffingPlan({ calls, intervalSeconds }: Volumes, options: PlanOptions): Block[] {
  const blocks = Math.ceil(calls.length / INTERVALS);
  return Array.from({ length: blocks }, (_, block) => {
    const first = block * INTERVALS;
    const own = calls.slice(first, first + INTERVALS).map((count) => count * options.scale);
    const half = Math.ceil(own.length / 2);
    const halves = [sumOf(own.slice(0, half)), sumOf(own.slice(half))] as const;
    const [from, seconds] = [first * intervalSeconds, own.length * intervalSeconds];
    return { from, to: from + seconds, halves, agents: agentsFor(halves[0] + halves[1], seconds, options) };
  });
}

function agentsFor(contacts: number, intervalSeconds: number, { habits, agents, pickUpSeconds }: PlanOptions): number {
  if (agents !== 'auto') return agents;
  const { handleSeconds, patienceSeconds, slots } = habits;
  const demand = { contacts, intervalSeconds, handleSeconds: handleSeconds + pickUpSeconds, patienceSeconds };
  return Math.ceil(requiredAgents(demand, { serviceLevel: AIM }) / slots);
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}
