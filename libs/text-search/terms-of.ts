import { createHash } from 'node:crypto';

/** Words by Unicode's rules, Chinese by ICU's dictionary (UAX #29). */
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** Longer texts are cut: what comes behind is not found. */
const LONGEST = 20_000;
export const MAX_TERM = 40;

/** Seven digits and more, however they are set apart: a telephone number, or as long as one; not what begins with a letter. */
const LONG_NUMBER = /(?<![\p{Script=Latin}\d])\+?\d(?:[ ()./-]{0,2}\d){6,}/gu;
const HAN_RUN = /\p{Script=Han}+/gu;
const IS_HAN = /^\p{Script=Han}/u;

const OF_NUMBER = '#';

/** As it is compared: NFKC, lower case. */
export function compared(text: string): string {
  return text.slice(0, LONGEST).normalize('NFKC').toLowerCase();
}

/** What stands in the index for a long number: who reads the index reads no number. */
function numberTerm(digits: string): string {
  return `${OF_NUMBER}${createHash('sha256').update(digits.replaceAll(/\D/gu, '')).digest('base64url').slice(0, 22)}`;
}

/** Whether a term stands for a long number. */
export function isOfNumber(term: string): boolean {
  return term.startsWith(OF_NUMBER);
}

/** Long numbers of a text, and the rest of it. */
export function withoutNumbers(text: string): { readonly numbers: string[]; readonly rest: string } {
  const numbers: string[] = [];
  const rest = text.replaceAll(LONG_NUMBER, (number) => {
    numbers.push(numberTerm(number));
    return ' ';
  });
  return { numbers, rest };
}

/** Words that are not Chinese. */
export function plainWords(text: string): string[] {
  return wordsOf(text).filter((word) => !isHan(word));
}

export function isHan(word: string): boolean {
  return IS_HAN.test(word);
}

/** Stretches of Chinese, without what stands between them. */
export function hanRuns(text: string): string[] {
  return text.match(HAN_RUN) ?? [];
}

/** Each two characters beside each other; one that stands alone. */
export function pairsOf(run: string): string[] {
  const characters = [...run];
  return characters.length === 1 ? characters : characters.slice(1).map((character, at) => characters[at]! + character);
}

/**
 * The terms a text is found by, with how often each is in it. Of Chinese, pairs of characters, by which whatever is in it is found,
 * and the words of the dictionary: what matches as a word counts more.
 */
export function termsOf(text: string): Map<string, number> {
  const { numbers, rest } = withoutNumbers(compared(text));
  const counts = new Map<string, number>();
  const add = (term: string) => void counts.set(term, (counts.get(term) ?? 0) + 1);
  for (const number of numbers) add(number);
  for (const word of wordsOf(rest)) add(word.slice(0, MAX_TERM));
  for (const run of hanRuns(rest)) for (const pair of pairsOf(run)) add(pair);
  return counts;
}

/** In the order of the text. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(text)) if (isWordLike) words.push(segment);
  return words;
}
