/** A trie in two arrays (Aoe 1989): the child of `node` by `code` is `base[node] + code`, if `check` there says `node`. */
export interface DoubleArray {
  readonly base: Int32Array;
  readonly check: Int32Array;
  /** Nodes from the root down, each after its parent. */
  readonly order: Int32Array;
  /** The node at which each word ends, in the order of the words. */
  readonly ends: Int32Array;
}

/**
 * Lays out sorted, distinct, non-empty words of codes from 1; node 0 is the root.
 * @param alphabet more than the highest code
 */
export function doubleArray(words: readonly Uint16Array[], alphabet: number): DoubleArray {
  const slots = new Slots(alphabet);
  const ends = new Int32Array(words.length);
  const order = [0];
  let level: Branch[] = [{ node: 0, first: 0, past: words.length }];
  for (let depth = 0; level.length > 0; depth += 1) {
    const next: Branch[] = [];
    for (const { node, first, past } of level) {
      const children = branches(words, first, past, depth);
      if (children.length === 0) continue;
      const base = slots.place(node, children);
      for (const child of children) {
        const at = base + child.code;
        order.push(at);
        let from = child.first;
        if (words[from]!.length === depth + 1) ends[from++] = at;
        if (from < child.past) next.push({ node: at, first: from, past: child.past });
      }
    }
    level = next;
  }
  return { ...slots.arrays(), order: Int32Array.from(order), ends };
}

interface Branch {
  readonly node: number;
  readonly first: number;
  readonly past: number;
}

interface Child {
  readonly code: number;
  readonly first: number;
  readonly past: number;
}

function branches(words: readonly Uint16Array[], first: number, past: number, depth: number): Child[] {
  const children: Child[] = [];
  for (let begin = first, at = first; at < past; begin = at) {
    const code = words[begin]![depth]!;
    while (at < past && words[at]![depth] === code) at += 1;
    children.push({ code, first: begin, past: at });
  }
  return children;
}

/** How many free slots are tried for several children before what lies behind is held for too crowded for the next ones. */
const TRIES = 64;

class Slots {
  private base = new Int32Array(1024);
  private check = new Int32Array(1024).fill(-1);
  private lowestFree = 1;
  private lowestRoomy = 1;
  private used = 1;

  constructor(private readonly alphabet: number) {
    this.grow(2 * alphabet);
    this.check[0] = -2;
  }

  place(node: number, children: readonly { code: number }[]): number {
    const base = this.search(children) - children[0]!.code;
    this.base[node] = base;
    for (const { code } of children) this.check[base + code] = node;
    this.used = Math.max(this.used, base + children.at(-1)!.code + 1);
    return base;
  }

  /** With room behind for any code, so that looking a child up needs no check of bounds. */
  arrays(): { base: Int32Array; check: Int32Array } {
    const size = this.used + this.alphabet;
    this.grow(size);
    return { base: this.base.slice(0, size), check: this.check.slice(0, size) };
  }

  /** Where the first child can stand so that all children are on free slots. */
  private search(children: readonly { code: number }[]): number {
    while (this.check[this.lowestFree] !== -1) this.grow((this.lowestFree += 1) + 1);
    const low = children[0]!.code;
    const span = children.at(-1)!.code - low;
    const lowest = children.length === 1 ? this.lowestFree : Math.max(this.lowestFree, this.lowestRoomy);
    let tries = 0;
    for (let at = Math.max(lowest, low); ; at += 1) {
      this.grow(at + span + 1);
      if (this.check[at] !== -1) continue;
      if (this.allFree(at - low, children)) return at;
      if ((tries += 1) > TRIES) this.lowestRoomy = Math.max(this.lowestRoomy, at);
    }
  }

  private allFree(base: number, children: readonly { code: number }[]): boolean {
    for (let index = 1; index < children.length; index += 1) {
      if (this.check[base + children[index]!.code] !== -1) return false;
    }
    return true;
  }

  private grow(size: number): void {
    if (size <= this.check.length) return;
    const larger = Math.max(size, 2 * this.check.length);
    const { base, check } = this;
    this.base = new Int32Array(larger);
    this.base.set(base);
    this.check = new Int32Array(larger).fill(-1);
    this.check.set(check);
  }
}
