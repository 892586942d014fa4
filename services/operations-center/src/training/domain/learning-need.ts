import type { CourseUnit } from './course-units.js';

/** Longer is not learnt at once. */
const MOST_AT_ONCE = 90;
/** Minutes that slots are counted in. */
const GRID = 5;

interface Learnt {
  readonly units: readonly CourseUnit[];
  readonly progress: Readonly<Record<string, { readonly status: 'begun' | 'done' }>>;
}

/** How long what is left of a course takes, by the share of its units that is not done. @param minutes of all of it */
export function minutesLeft(minutes: number, { units, progress }: Learnt): number {
  const open = units.filter(({ id }) => progress[id]?.status !== 'done').length;
  return onGrid((minutes * open) / units.length);
}

/** What is missing beside what there is already, in pieces that can be learnt at once. */
export function piecesOf(needed: number, planned: number): number[] {
  const pieces: number[] = [];
  for (let missing = onGrid(needed - planned); missing > 0; missing -= MOST_AT_ONCE)
    pieces.push(Math.min(MOST_AT_ONCE, missing));
  return pieces;
}

function onGrid(minutes: number): number {
  return Math.max(0, Math.ceil(minutes / GRID) * GRID);
}
