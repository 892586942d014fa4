/** A set of small whole numbers, 32 to a word. */
export class BitSet {
  #words = new Uint32Array(0);

  has(member: number): boolean {
    return ((this.#words[member >>> 5] ?? 0) & (1 << (member & 31))) !== 0;
  }

  add(member: number): void {
    const word = member >>> 5;
    if (word >= this.#words.length) this.#grow(word + 1);
    this.#words[word]! |= 1 << (member & 31);
  }

  delete(member: number): void {
    const word = member >>> 5;
    if (word < this.#words.length) this.#words[word]! &= ~(1 << (member & 31));
  }

  get words(): Uint32Array {
    return this.#words;
  }

  become(other: BitSet): void {
    if (this.#words.length !== other.#words.length) this.#words = other.#words.slice();
    else this.#words.set(other.#words);
  }

  clear(): void {
    this.#words.fill(0);
  }

  and(other: BitSet): void {
    const theirs = other.#words;
    const shared = Math.min(this.#words.length, theirs.length);
    for (let word = 0; word < shared; word += 1) this.#words[word]! &= theirs[word]!;
    this.#words.fill(0, shared);
  }

  andNot(other: BitSet): void {
    const shared = Math.min(this.#words.length, other.#words.length);
    for (let word = 0; word < shared; word += 1) this.#words[word]! &= ~other.#words[word]!;
  }

  or(other: BitSet): void {
    if (other.#words.length > this.#words.length) this.#grow(other.#words.length);
    for (let word = 0; word < other.#words.length; word += 1) this.#words[word]! |= other.#words[word]!;
  }

  count(): number {
    let count = 0;
    for (const word of this.#words) if (word !== 0) count += ones(word);
    return count;
  }

  /** Members in order. */
  each(visit: (member: number) => void): void {
    for (let index = 0; index < this.#words.length; index += 1) {
      for (let word = this.#words[index]!; word !== 0; word &= word - 1) {
        visit((index << 5) + 31 - Math.clz32(word & -word));
      }
    }
  }

  #grow(words: number): void {
    const grown = new Uint32Array(Math.max(words, 2 * this.#words.length));
    grown.set(this.#words);
    this.#words = grown;
  }
}

/** Hacker's Delight, 5-1. */
function ones(word: number): number {
  let sum = word - ((word >>> 1) & 0x55555555);
  sum = (sum & 0x33333333) + ((sum >>> 2) & 0x33333333);
  return Math.imul((sum + (sum >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
