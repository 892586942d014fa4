import { STOP_WORDS } from './stop-words.js';
import { compared, isHan, MAX_TERM, pairsOf, withoutNumbers, wordsOf } from './terms-of.js';
import type { Sought } from './wording.js';

const SHORTEST_BEGINNING = 3;
/** Characters on both sides of it are not beside each other. */
const BETWEEN = /[^\p{L}\p{N}\p{M}'’._-]+/u;

/** What a question needs: its terms without the words that only ask, and what is to be marked where it was found. */
export interface Needs {
  readonly sought: readonly Sought[];
  readonly words: readonly string[];
}

/**
 * People ask in sentences, also in Chinese, where nothing stands between the words: of those the dictionary finds, the ones that say
 * something are needed, each by all pairs of its characters. A question of nothing but such words needs them all.
 */
export function needsOf(question: string, most: number): Needs {
  const { numbers, rest } = withoutNumbers(compared(question));
  const all = rest.split(BETWEEN).flatMap((part) => joined(wordsOf(part)));
  const telling = all.filter((word) => !STOP_WORDS.has(word) && !isLone(word));
  const words = [...new Set(telling.length > 0 || numbers.length > 0 ? telling : all)];
  const sought = [...numbers.map((term) => ({ term, asBeginning: false })), ...words.flatMap((word) => soughtOf(word))];
  return { sought: [...new Map(sought.map((each) => [each.term, each])).values()].slice(0, most), words };
}

function soughtOf(word: string): Sought[] {
  if (!isHan(word)) return [{ term: word.slice(0, MAX_TERM), asBeginning: word.length >= SHORTEST_BEGINNING }];
  return pairsOf(word).map((term) => ({ term, asBeginning: term.length === 1 }));
}

function isLone(word: string): boolean {
  return isHan(word) && [...word].length === 1;
}

/** Characters beside each other that the dictionary left alone are one word: it takes some apart. */
function joined(words: readonly string[]): string[] {
  const found: string[] = [];
  let run = '';
  const end = () => {
    if (run !== '') found.push(run);
    run = '';
  };
  for (const word of words) {
    if (isLone(word) && !STOP_WORDS.has(word)) run += word;
    else {
      end();
      found.push(word);
    }
  }
  end();
  return found;
}
