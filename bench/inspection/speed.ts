import { AhoCorasick } from '@monyone/aho-corasick';
import { finderOf } from '../../services/operations-center/src/inspection/word-lists/built-lists.js';
import { WordList } from '#libs/quality-rules/words/word-list';

interface Searcher {
  readonly buildMs: number;
  readonly find: (text: string) => unknown;
}

/**
 * Our list beside the peer, which finds what is written alike only, and beside looking for each word by itself. The peer's
 * double array (`/fast`) needed 173 s to be built of 50,000 words, and is left out.
 */
export function searchers(words: readonly string[]) {
  const built = (make: () => Searcher['find']): Searcher => {
    const begun = performance.now();
    const find = make();
    return { find, buildMs: Math.round(performance.now() - begun) };
  };
  const list = () => new WordList(words.map((text) => ({ text, category: 'generated' })));
  return {
    list: built(() => {
      const made = list();
      return (text) => made.find(text, 'all');
    }),
    full: built(() => {
      const made = finderOf(words.map(everyWay));
      return (text) => made.find(text, 'all');
    }),
    peer: built(() => {
      const peer = new AhoCorasick([...words]);
      return (text) => peer.matchInText(text);
    }),
    naive: built(() => (text) => words.filter((word) => text.includes(word))),
  };
}

/** As a tenant's list has it: with a variant, and by sound where it is Chinese and long enough to mean anything by that. */
function everyWay(text: string) {
  return {
    text,
    category: 'generated',
    variants: [[...text].join('·')],
    bySound: [...text].length > 2,
    isException: false,
  };
}

/** How many characters a second, and MB of UTF-8, going over the texts until the time is over. */
export function pace({ find }: Searcher, texts: readonly string[], ms: number) {
  let characters = 0;
  let bytes = 0;
  const begun = performance.now();
  for (let at = 0; performance.now() - begun < ms; at = (at + 1) % texts.length) {
    find(texts[at]!);
    characters += texts[at]!.length;
    bytes += Buffer.byteLength(texts[at]!);
  }
  const seconds = (performance.now() - begun) / 1_000;
  return {
    charactersPerSecond: Math.round(characters / seconds),
    mbPerSecond: Number((bytes / seconds / 1e6).toPrecision(3)),
  };
}

/** Chinese words that the peer finds as they are written and we do not: there should be none. */
export function missed(words: readonly string[], texts: readonly string[]): number {
  const chinese = words.filter((word) => /^\p{Script=Han}+$/u.test(word));
  const list = new WordList(chinese.map((text) => ({ text, category: 'generated' })));
  const peer = new AhoCorasick(chinese);
  return texts.reduce((sum, text) => {
    const ours = new Set(list.find(text, 'all').map(({ from, to }) => text.slice(from, to)));
    return sum + peer.matchInText(text).filter(({ keyword }) => !ours.has(keyword)).length;
  }, 0);
}
