import { Dice } from '#libs/kernel/dice';
import { exponential } from '../day/draws.js';
import type { Block } from '../day/staffing-plan.js';
import type { Wait } from './waits.js';

export interface ImpatientQueue {
  readonly seed: number;
  readonly blocks: readonly Block[];
  readonly handleMs: number;
  readonly patienceMs: number;
}

/** Who waits how long where they come as they like and the one who has waited longest is next; blocks are long, in ms. */
export function impatientQueue({ seed, blocks, handleMs, patienceMs }: ImpatientQueue): Wait[] {
  const dice = new Dice(seed);
  return blocks.flatMap((block) => {
    const freeAt = Array<number>(block.agents).fill(block.from);
    const between = (block.to - block.from) / (block.halves[0] + block.halves[1]);
    const waits: Wait[] = [];
    for (let at = block.from + exponential(dice, between); at < block.to; at += exponential(dice, between)) {
      const first = freeAt.indexOf(Math.min(...freeAt));
      const offered = Math.max(0, freeAt[first]! - at);
      const patience = exponential(dice, patienceMs);
      const handle = exponential(dice, handleMs);
      if (offered <= patience) freeAt[first] = at + offered + handle;
      waits.push({ from: at, ms: Math.min(offered, patience), gaveUp: offered > patience });
    }
    return waits;
  });
}
