import type { BitSet } from './bit-set.js';

/**
 * Leaves in `set` those members that are in the most of the layers. Counts all members of a word at once: bit n of the counters
 * of 32 members is one word of plane n (a carry-save adder, Hacker's Delight, 5-1).
 */
export function keepMost(set: BitSet, layers: readonly BitSet[]): void {
  if (layers.length === 0) return;
  const words = set.words;
  const planes = Array.from({ length: 32 - Math.clz32(layers.length) }, () => new Uint32Array(words.length));
  for (const layer of layers) add(layer.words, words, planes);
  for (const plane of planes.reverse()) keepWherePossible(words, plane);
}

function add(layer: Uint32Array, within: Uint32Array, planes: readonly Uint32Array[]): void {
  const shared = Math.min(layer.length, within.length);
  for (let word = 0; word < shared; word += 1) {
    let carry = layer[word]! & within[word]!;
    for (let plane = 0; carry !== 0; plane += 1) {
      const bits = planes[plane]!;
      const next = bits[word]! & carry;
      bits[word]! ^= carry;
      carry = next;
    }
  }
}

function keepWherePossible(words: Uint32Array, plane: Uint32Array): void {
  if (!words.some((word, index) => (word & plane[index]!) !== 0)) return;
  for (let word = 0; word < words.length; word += 1) words[word]! &= plane[word]!;
}
