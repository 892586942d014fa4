import type { Excerpt } from './excerpt.js';

/** A piece of an excerpt, as it is written; whoever shows it decides how a hit looks. */
export interface Segment {
  readonly text: string;
  readonly hit: boolean;
}

/** The whole excerpt, cut where its marks begin and end. */
export function segmentsOf({ text, marks }: Excerpt): Segment[] {
  const segments: Segment[] = [];
  const add = (from: number, to: number, hit: boolean) => {
    if (to > from) segments.push({ text: text.slice(from, to), hit });
  };
  let at = 0;
  for (const [from, to] of marks) {
    add(at, from, false);
    add(from, to, true);
    at = to;
  }
  add(at, text.length, false);
  return segments;
}
