import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../seeded-random.js';

export interface Saying {
  readonly text: string;
  readonly angry: boolean;
}

export type Half = 'taught' | 'held-out';
export type Language = 'chinese' | 'english';

const SEED = 40;

/**
 * What customers say when they are angry (`+`) and when they are not (`-`), made up and labelled by hand. By its hash each is of the half that
 * weights are learnt from, or of the one they are measured by.
 */
export function sayings(language: Language, half: Half): Saying[] {
  const lines = readFileSync(join('tools', 'emotion', `sayings.${language}.txt`), 'utf8')
    .trim()
    .split('\n');
  return lines
    .map((line) => ({ angry: line.startsWith('+'), text: line.slice(2) }))
    .filter(({ text }) => halfOf(text) === half);
}

export function halfOf(text: string): Half {
  return seededRandom(SEED, text) < 0.5 ? 'taught' : 'held-out';
}
