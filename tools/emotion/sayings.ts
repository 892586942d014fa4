import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Emotion } from '#libs/quality-rules/inspection/emotion/emotion-words';
import { seededRandom } from '../seeded-random.js';

export interface Saying {
  readonly text: string;
  readonly isFelt: boolean;
}

export type Half = 'taught' | 'held-out';
export type Language = 'chinese' | 'english';

const SEED = 40;

/**
 * What customers say when they feel something (`+`) and when they do not (`-`), made up and labelled by hand. By its hash each is of the half that
 * words and weights may be fitted to, or of the one they are measured by.
 */
export function sayings(emotion: Emotion, language: Language, half: Half): Saying[] {
  const lines = readFileSync(join('tools', 'emotion', `${emotion}.${language}.txt`), 'utf8')
    .trim()
    .split('\n');
  return lines
    .map((line) => ({ isFelt: line.startsWith('+'), text: line.slice(2) }))
    .filter(({ text }) => halfOf(text) === half);
}

export function halfOf(text: string): Half {
  return seededRandom(SEED, text) < 0.5 ? 'taught' : 'held-out';
}
