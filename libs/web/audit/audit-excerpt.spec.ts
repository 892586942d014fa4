import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { excerptOf } from './audit-excerpt.js';

interface Excerpt {
  readonly $characters: number;
  readonly $kept?: Record<string, unknown>;
}

describe('an excerpt of a state for the audit trail', () => {
  it('is the state itself where it fits', () => {
    const state = { name: 'house', documents: [{ text: 'short' }] };
    expect(excerptOf(state, 200)).toBe(state);
  });

  it('says how long the whole was, keeps what is small and the beginning of what is large', () => {
    const state = { text: 'x'.repeat(5_000), version: 7, name: 'house' };
    const { $characters, $kept } = excerptOf(state, 200) as Excerpt;
    expect($characters).toBe(JSON.stringify(state).length);
    expect($kept).toMatchObject({ version: 7, name: 'house', text: expect.stringMatching(/^x{100,}…$/) });
    expect(Object.keys($kept!)).toEqual(['text', 'version', 'name']);
  });

  it('keeps a list from its beginning, without gaps', () => {
    const items = Array.from({ length: 500 }, (_, index) => ({ index }));
    const { $kept } = excerptOf({ items, next: null }, 300) as Excerpt;
    expect($kept!['next']).toBeNull();
    const kept = $kept!['items'] as { index: number }[];
    expect(kept.length).toBeGreaterThan(15);
    expect(kept.map(({ index }) => index)).toEqual(kept.map((_, index) => index));
  });

  it('never has more than fits, whatever the state, and is JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.integer({ min: 0, max: 80 }), (state, most) => {
        const excerpt = excerptOf(state, most) as Excerpt;
        if (JSON.stringify(state).length <= most) return excerpt === (state as unknown);
        return (JSON.stringify(excerpt.$kept)?.length ?? 0) <= most;
      }),
      { seed: 20_261_130, numRuns: 2_000 },
    );
  });
});
