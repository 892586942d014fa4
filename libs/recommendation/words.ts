/** Words by Unicode's rules, Chinese and Japanese by ICU's dictionary (UAX #29). */
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** A number, an order number, an address: it says what nobody else says. */
const OWN = /[\d@_]/;

/** Longer texts say no more about what they are about. */
const LONGEST = 10_000;

/** The words of a text in order, as they are compared: NFKC, lower case, without what only this text can have. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(text.slice(0, LONGEST).normalize('NFKC').toLowerCase()))
    if (isWordLike && !OWN.test(segment)) words.push(segment);
  return words;
}

/** Words, and pairs of words beside each other. */
export function featuresOf(text: string): string[] {
  const words = wordsOf(text);
  return [...words, ...words.slice(1).map((word, place) => pairOf(words[place]!, word))];
}

/** As it is written: ICU takes some Chinese words apart. */
function pairOf(first: string, second: string): string {
  return /\p{Script=Han}$/u.test(first) && /^\p{Script=Han}/u.test(second) ? first + second : `${first} ${second}`;
}
