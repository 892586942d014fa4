import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { patched, patchOf, type Document } from './merge-patch.js';

const name = fc.constantFrom('a', 'b', 'c', 'd');
const document = fc.letrec<{ document: Document; part: Document[string] }>((tie) => ({
  part: fc.oneof(
    { depthSize: 'small' },
    fc.integer({ min: 0, max: 3 }),
    fc.constantFrom('x', 'y'),
    fc.boolean(),
    fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 2 }),
    tie('document'),
  ),
  document: fc.dictionary(name, tie('part'), { maxKeys: 4, noNullPrototype: true }),
})).document;

describe('a merge patch', () => {
  it('says what is new, another, and gone, and nothing else', () => {
    const before = { widgets: { waiting: { value: 3 }, level: { value: 81.3 }, old: { value: 1 } } };
    const after = { widgets: { waiting: { value: 4 }, level: { value: 81.3 }, list: { items: [1] } } };
    expect(patchOf(before, after)).toEqual({ widgets: { old: null, waiting: { value: 4 }, list: { items: [1] } } });
    expect(patchOf(after, structuredClone(after))).toBeNull();
  });

  it('turns any document into any other', () => {
    fc.assert(
      fc.property(document, document, (before, after) => {
        const patch = patchOf(before, after);
        const sent = JSON.parse(JSON.stringify(patch ?? {})) as NonNullable<typeof patch>;
        expect(patched(before, sent)).toEqual(after);
        expect(patch === null).toBe(patchOf(after, before) === null);
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});
