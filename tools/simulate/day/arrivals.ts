import { Dice } from '#libs/kernel/dice';
import { exponential, lognormal } from './draws.js';
import { CHAT, HANDLE_VARIATION, VOICE, type Habits } from './habits.js';
import type { Volumes } from './volumes.js';

export type PlayedChannel = 'voice' | 'chat';

/** Somebody who comes, and what they and their agent will do; times in seconds of the day that is played. */
export interface Arrival {
  /** In the order of their coming, from 1. */
  readonly number: number;
  readonly channel: PlayedChannel;
  /** Since the first interval began. */
  readonly at: number;
  readonly patienceSeconds: number;
  readonly talkSeconds: number;
  readonly wrapUpSeconds: number;
}

export interface ArrivalOptions {
  readonly seed: number;
  /** Of the calls in the volumes, those that are played. */
  readonly scale: number;
  /** For each call that is played, so many chats come. */
  readonly chats: number;
  /** How talking and after-contact work together are distributed where people call; chats are lognormal. */
  readonly handle: 'exponential' | 'lognormal';
}

/**
 * Each call of an interval comes, with the probability of the scale, at any time of it: in the long run a Poisson process that goes
 * with the volumes. Chats come by the same volumes. The same seed gives the same arrivals.
 */
export function arrivalsOf(volumes: Volumes, { seed, scale, chats, handle }: ArrivalOptions): Arrival[] {
  const calls = comingBy(volumes, scale, new Dice(seed)).map((at) => ({ at, channel: 'voice' as const }));
  const written = comingBy(volumes, scale * chats, new Dice(seed + 1)).map((at) => ({ at, channel: 'chat' as const }));
  const habits = { voice: new Dice(seed + 2), chat: new Dice(seed + 3) };
  return [...calls, ...written]
    .sort((one, other) => one.at - other.at)
    .map(({ at, channel }, index) => {
      const kind = channel === 'voice' ? VOICE : CHAT;
      const isMemoryless = channel === 'voice' && handle === 'exponential';
      return { number: index + 1, channel, at, ...behaviour(habits[channel], kind, isMemoryless) };
    });
}

function comingBy({ calls, intervalSeconds }: Volumes, scale: number, dice: Dice): number[] {
  return calls.flatMap((count, interval) => {
    const whole = Math.floor(scale) * count;
    const left = Array.from({ length: count }, () => dice.next()).filter((thrown) => thrown < scale % 1).length;
    return Array.from({ length: whole + left }, () => (interval + dice.next()) * intervalSeconds);
  });
}

function behaviour(dice: Dice, { handleSeconds, wrapUpShare, patienceSeconds }: Habits, isMemoryless: boolean) {
  const handled = isMemoryless ? exponential(dice, handleSeconds) : lognormal(dice, handleSeconds, HANDLE_VARIATION);
  return {
    patienceSeconds: exponential(dice, patienceSeconds),
    talkSeconds: handled * (1 - wrapUpShare),
    wrapUpSeconds: handled * wrapUpShare,
  };
}
