import type { Block } from './staffing-plan.js';

/** When somebody takes contacts, seconds since the first interval began; what is before or after it is left as it is. */
export interface WorkSpan {
  readonly from: number;
  readonly to: number;
}

/** Of each agent. */
export type WorkTimes = readonly (readonly WorkSpan[])[];

/** The first so many of them work in each block. */
export function workTimesOf(plan: readonly Block[]): WorkTimes {
  return Array.from({ length: mostOf(plan) }, (_, agent) =>
    plan.filter(({ agents }) => agent < agents).map(({ from, to }) => ({ from, to })),
  );
}

export function isAtWork(spans: readonly WorkSpan[], second: number): boolean {
  return spans.some(({ from, to }) => from <= second && second < to);
}

/** After the first interval has begun, when anybody's work may begin or end, in order. */
export function changesOf(times: WorkTimes): number[] {
  const all = new Set(times.flat().flatMap(({ from, to }) => [from, to]));
  return [...all].filter((second) => second > 0).sort((one, other) => one - other);
}

function mostOf(plan: readonly Block[]): number {
  return Math.max(0, ...plan.map(({ agents }) => agents));
}
