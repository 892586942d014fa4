import { STOP_WORDS } from '#libs/text-search/stop-words';
import { compared, isHan, withoutNumbers, wordsOf } from '#libs/text-search/terms-of';

/** Characters that say little alone. */
const SHORTEST = { han: 2, other: 3 };
const LONGEST = 24;
/** Texts say the rest again and again. */
const MOST = 400;

const ADDRESS = /\S+@\S+|https?:\/\/\S+/gu;

/**
 * What a text is about: its words, and pairs of words beside each other, each once. Words that hold others together, numbers and
 * addresses are none.
 */
export function topicTerms(text: string): string[] {
  const { rest } = withoutNumbers(compared(text).replaceAll(ADDRESS, ' . '));
  const terms = new Set<string>();
  for (const piece of rest.split(/[\n\r,;:!?.，。！？；：、]+/u)) {
    let before: string | undefined;
    for (const word of wordsOf(piece)) {
      const telling = tells(word);
      if (telling) terms.add(word);
      if (telling && before !== undefined) terms.add(isHan(word) ? before + word : `${before} ${word}`);
      before = telling ? word : undefined;
    }
    if (terms.size >= MOST) break;
  }
  return [...terms].slice(0, MOST);
}

function tells(word: string): boolean {
  if (STOP_WORDS.has(word) || word.length > LONGEST || /\d/u.test(word)) return false;
  return word.length >= (isHan(word) ? SHORTEST.han : SHORTEST.other);
}
