import { compared } from './terms-of.js';

/** A piece of a text with the places of what was looked for. */
export interface Excerpt {
  readonly text: string;
  /** From and behind, in UTF-16 units of the piece. */
  readonly marks: readonly (readonly [number, number])[];
}

const BEFORE = 30;
const LENGTH = 160;
const MOST_MARKS = 20;

/** Around the first place; undefined: none of the words is there. */
export function excerptOf(text: string, words: readonly string[]): Excerpt | undefined {
  const places = placesOf(text, words);
  const [first] = places;
  if (!first) return undefined;
  const from = Math.max(0, first[0] - BEFORE);
  const to = from + LENGTH;
  const inside = places.filter(([, end]) => end <= to).map(([start, end]) => [start - from, end - from] as const);
  return { text: text.slice(from, to), marks: inside.slice(0, MOST_MARKS) };
}

/** In order, none within another. */
function placesOf(text: string, words: readonly string[]): (readonly [number, number])[] {
  const lower = compared(text);
  // Where normalizing moved things, places would be wrong.
  const searched = lower.length === text.length ? lower : text.toLowerCase();
  const found: (readonly [number, number])[] = [];
  for (const word of words)
    for (let at = searched.indexOf(word); at >= 0 && found.length < 100; at = searched.indexOf(word, at + word.length))
      if (word.length > 0) found.push([at, at + word.length]);
  const inOrder = found.sort(([a, toA], [b, toB]) => a - b || toB - toA);
  let end = 0;
  return inOrder.filter(([from, to]) => from >= end && (end = to) > 0);
}
