import type { Corridor } from './corridor.js';
import { REST } from './line-graph.js';

/** Something of which there may be so much at most; less is never worse. */
export interface Limited {
  readonly corridor: Corridor;
  readonly grows: (day: number, kind: number, wasWorking: boolean) => number;
  /** Whether it is counted anew from this day on. */
  readonly beginsAnew?: (day: number) => boolean;
}

/** Too much. */
export const TOO_MUCH = -1;

/** All that is limited as one number, in how many ways it may stand. */
export function waysToCount(limited: readonly Limited[]): number {
  return limited.reduce((size, { corridor }) => size * corridor.width, 1);
}

/**
 * What each count becomes by one more day, or {@link TOO_MUCH}. What is below its corridor counts as the least that is kept.
 * @returns at ((kind + 1) × 2 + whether it was working) × ways + count
 */
export function grownBy(limited: readonly Limited[], kinds: number, day: number): Int32Array {
  const ways = waysToCount(limited);
  const table = new Int32Array((kinds + 1) * 2 * ways);
  for (let kind = REST; kind < kinds; kind++)
    for (const wasWorking of [false, true]) {
      const begin = placeOf(kind, wasWorking, ways);
      for (let count = 0; count < ways; count++) table[begin + count] = grown(limited, count, day, kind, wasWorking);
    }
  return table;
}

/** Where in a table of {@link grownBy} the counts of a kind begin. */
export function placeOf(kind: number, wasWorking: boolean, ways: number): number {
  return ((kind + 1) * 2 + (wasWorking ? 1 : 0)) * ways;
}

function grown(limited: readonly Limited[], count: number, day: number, kind: number, wasWorking: boolean): number {
  let left = count;
  let sum = 0;
  let radix = 1;
  for (const { corridor, grows, beginsAnew } of limited) {
    const { from, width } = corridor;
    const more = kind === REST ? 0 : grows(day, kind, wasWorking);
    const had = beginsAnew?.(day) ? 0 : left % width;
    const value = Math.max(0, had + from[day]! + more - from[day + 1]!);
    if (value >= width) return TOO_MUCH;
    sum += value * radix;
    radix *= width;
    left = Math.floor(left / width);
  }
  return sum;
}
