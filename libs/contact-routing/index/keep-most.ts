import type { BitSet } from './bit-set.js';

/**
 * Leaves in `set` those members that are in the most of the layers. Counts 32 members at once: bit n of their counters is one word of
 * plane n (a carry-save adder, Hacker's Delight, 5-1). Words without members cost one look.
 */
export function keepMost({ words }: BitSet, layers: readonly BitSet[]): void {
  if (layers.length === 0) return;
  const used: number[] = [];
  for (let word = 0; word < words.length; word += 1) if (words[word] !== 0) used.push(word);
  const planes = Array.from({ length: 32 - Math.clz32(layers.length) }, () => new Uint32Array(used.length));
  for (const layer of layers) add(layer.words, words, used, planes);
  for (const plane of planes.reverse()) keepWherePossible(words, used, plane);
}

function add(layer: Uint32Array, words: Uint32Array, used: readonly number[], planes: readonly Uint32Array[]): void {
  for (let at = 0; at < used.length; at += 1) {
    const word = used[at]!;
    let carry = (layer[word] ?? 0) & words[word]!;
    for (let plane = 0; carry !== 0; plane += 1) {
      const bits = planes[plane]!;
      const next = bits[at]! & carry;
      bits[at]! ^= carry;
      carry = next;
    }
  }
}

function keepWherePossible(words: Uint32Array, used: readonly number[], plane: Uint32Array): void {
  if (!used.some((word, at) => (words[word]! & plane[at]!) !== 0)) return;
  for (let at = 0; at < used.length; at += 1) words[used[at]!]! &= plane[at]!;
}
