import { doubleArray } from './double-array.js';

/** Every state of words by Aho and Corasick (1975), over codes from 1; 0 is a code that is in no word. */
export class Automaton {
  private readonly base: Int32Array;
  private readonly check: Int32Array;
  private readonly fail: Int32Array;
  /** The word that ends at a state, or -1. */
  private readonly word: Int32Array;
  /** The nearest state on the way of failure at which a word ends, or 0. */
  private readonly shorter: Int32Array;

  /** @param words sorted, distinct, non-empty, of codes from 1 up to below `alphabet` */
  constructor(words: readonly Uint16Array[], alphabet: number) {
    const { base, check, order, ends } = doubleArray(words, alphabet);
    this.base = base;
    this.check = check;
    this.fail = new Int32Array(base.length);
    this.shorter = new Int32Array(base.length);
    this.word = new Int32Array(base.length).fill(-1);
    ends.forEach((state, word) => (this.word[state] = word));
    for (const state of order) if (state !== 0) this.link(state);
  }

  /** In bytes; about five numbers a state. */
  get size(): number {
    return [this.base, this.check, this.fail, this.word, this.shorter].reduce((sum, each) => sum + each.byteLength, 0);
  }

  /** The state after a code. */
  next(state: number, code: number): number {
    if (code === 0) return 0;
    const { base, check, fail } = this;
    for (let from = state; ; from = fail[from]!) {
      const to = base[from]! + code;
      if (check[to] === from) return to;
      if (from === 0) return 0;
    }
  }

  /** The first state of those at which a word ends here, longest word first; 0 for none. */
  firstEnding(state: number): number {
    return this.word[state] === -1 ? this.shorter[state]! : state;
  }

  nextEnding(state: number): number {
    return this.shorter[state]!;
  }

  wordAt(state: number): number {
    return this.word[state]!;
  }

  private link(state: number): void {
    const parent = this.check[state]!;
    const code = state - this.base[parent]!;
    const fail = parent === 0 ? 0 : this.next(this.fail[parent]!, code);
    this.fail[state] = fail;
    this.shorter[state] = this.firstEnding(fail);
  }
}
