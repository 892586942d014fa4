import { describe, expect, it } from '@jest/globals';
import { oneChunkOf, type Candidate } from './archive-candidates.js';

const endedAt = new Date('2026-10-01T00:00:00Z');
const of = (...sizes: [seq: number, payloadBytes: number][]): Candidate[] =>
  sizes.map(([seq, payloadBytes], index) => ({ id: `i${index}`, endedAt, seq, payloadBytes }));
const ids = (candidates: readonly Candidate[]) => candidates.map(({ id }) => id);

describe('what is merged to one chunk', () => {
  it('is all that was found, as long as it is not too much to inflate for one of them', () => {
    expect(ids(oneChunkOf(of([30, 0], [30, 0], [30, 10_000])))).toEqual(['i0', 'i1', 'i2']);
    expect(oneChunkOf([])).toEqual([]);
  });

  it('ends before the one with which it would be too much, by records or by large values', () => {
    expect(ids(oneChunkOf(of([30, 0], [30, 0], [4_000, 0], [30, 0])))).toEqual(['i0', 'i1']);
    expect(ids(oneChunkOf(of([30, 0], [30, 1_000_000])))).toEqual(['i0']);
  });

  it('is one alone that is too much by itself', () => {
    expect(ids(oneChunkOf(of([30, 5_000_000], [30, 0])))).toEqual(['i0']);
  });
});
