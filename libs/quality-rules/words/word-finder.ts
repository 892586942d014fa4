import type { FoundWord, OverlapPolicy } from './word-list.js';

/** Whatever finds words of a list in a text. */
export interface WordFinder {
  find(text: string, policy?: OverlapPolicy): FoundWord[];
}
