import { overlap } from './shift-option.js';

/** From when to when, in minutes from the first midnight. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Who is at work when. */
export interface Floor {
  add(stretch: Stretch, people: number): void;
  /** What it costs that so many are away: lack by its square, so that it is spread. */
  costOf(stretch: Stretch, people: number): number;
}

/** Each interval that the stretch touches, with the part of it that lies in the stretch. @param intervals how many there are */
export function eachInterval(
  { from, to }: Stretch,
  intervalMinutes: number,
  intervals: number,
  visit: (interval: number, part: number) => void,
): void {
  const last = Math.min(intervals - 1, Math.ceil(to / intervalMinutes) - 1);
  for (let at = Math.max(0, Math.floor(from / intervalMinutes)); at <= last; at++)
    visit(at, overlap(from, to, at * intervalMinutes, (at + 1) * intervalMinutes) / intervalMinutes);
}
