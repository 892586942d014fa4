import { Alphabet } from './alphabet.js';
import { Automaton } from './automaton.js';
import { goesOn, holdsTogether, partings } from './boundary.js';
import { folded, STOP, type CharacterTable } from './folding.js';
import { leftmostLongest, within, type Span } from './span.js';

export interface ListedWord {
  readonly text: string;
  readonly category: string;
  /** Other ways to write it, e.g. by sound or by parts of characters; found as the word itself. */
  readonly variants?: readonly string[];
}

/** In code units of the text as it was given. */
export interface FoundWord extends Span {
  readonly word: ListedWord;
}

/** `all`: whatever stands there, overlapping too. `longest`: leftmost and longest, none overlapping. */
export type OverlapPolicy = 'all' | 'longest';

export interface WordListOptions {
  /** Texts in which a listed word is no finding, e.g. 自杀 in 自杀式袭击: what lies within one is left out. */
  readonly exceptions?: readonly string[];
  readonly characters?: CharacterTable;
}

interface Entry {
  readonly words: ListedWord[];
  excepted: boolean;
  /** Of the folded text, in code units: a span of the same length has nothing put inside. */
  readonly length: number;
  readonly ownPartings: number;
}

/**
 * Finds tens of thousands of words at once, however they are written: width, case, accents, the table's characters, and with
 * spaces or symbols put inside. Words of an alphabet are found as whole words only.
 */
export class WordList {
  private readonly entries: readonly Entry[];
  private readonly alphabet: Alphabet;
  private readonly automaton: Automaton;

  constructor(words: readonly ListedWord[], { exceptions = [], characters }: WordListOptions = {}) {
    const entries = entriesOf(words, exceptions, characters);
    this.alphabet = new Alphabet(entries.keys(), characters);
    const coded = [...entries].map(([text, entry]) => ({ codes: this.alphabet.codesOf(text), entry }));
    coded.sort((a, b) => inOrder(a.codes, b.codes));
    this.entries = coded.map(({ entry }) => entry);
    this.automaton = new Automaton(
      coded.map(({ codes }) => codes),
      this.alphabet.length,
    );
  }

  /** In bytes, of what searching goes through. */
  get size(): number {
    return this.alphabet.size + this.automaton.size;
  }

  find(text: string, policy: OverlapPolicy = 'longest'): FoundWord[] {
    const found: FoundWord[] = [];
    const exceptions: Span[] = [];
    this.scan(text, (entry, from, to) => {
      if (goesOn(text, from) || goesOn(text, to)) return;
      if (to - from > entry.length && !holdsTogether(text.slice(from, to), entry.ownPartings)) return;
      if (entry.excepted) exceptions.push({ from, to });
      for (const word of entry.words) found.push({ word, from, to });
    });
    const remaining = exceptions.length === 0 ? found : found.filter((each) => !within(each, exceptions));
    return policy === 'all' ? remaining : leftmostLongest(remaining);
  }

  private scan(text: string, end: (entry: Entry, from: number, to: number) => void): void {
    const { automaton } = this;
    const { codes, from, length } = this.alphabet.read(text);
    let state = 0;
    for (let at = 0; at < length; at += 1) {
      state = automaton.next(state, codes[at]!);
      for (let ending = automaton.firstEnding(state); ending !== 0; ending = automaton.nextEnding(ending)) {
        const entry = this.entries[automaton.wordAt(ending)]!;
        const last = from[at]!;
        end(entry, from[at - entry.length + 1]!, last + (text.codePointAt(last)! > 0xffff ? 2 : 1));
      }
    }
  }
}

function entriesOf(words: readonly ListedWord[], exceptions: readonly string[], characters?: CharacterTable) {
  const entries = new Map<string, Entry>();
  const entryOf = (written: string): Entry | undefined => {
    const text = withoutStopsAround(folded(written, characters).text);
    if (text === '') return undefined;
    if (!entries.has(text))
      entries.set(text, { words: [], excepted: false, length: text.length, ownPartings: partings(written).parted });
    return entries.get(text);
  };
  for (const word of words) {
    for (const written of new Set([word.text, ...(word.variants ?? [])])) {
      const entry = entryOf(written);
      if (entry !== undefined && !entry.words.includes(word)) entry.words.push(word);
    }
  }
  for (const each of exceptions) {
    const entry = entryOf(each);
    if (entry !== undefined) entry.excepted = true;
  }
  return entries;
}

function withoutStopsAround(text: string): string {
  let [from, to] = [0, text.length];
  while (text[from] === STOP) from += 1;
  while (to > from && text[to - 1] === STOP) to -= 1;
  return text.slice(from, to);
}

function inOrder(left: Uint16Array, right: Uint16Array): number {
  const shared = Math.min(left.length, right.length);
  for (let at = 0; at < shared; at += 1) if (left[at] !== right[at]) return left[at]! - right[at]!;
  return left.length - right.length;
}
