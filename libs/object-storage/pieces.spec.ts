import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inPieces } from './pieces.js';

describe('bytes in pieces', () => {
  it('are the same bytes, each piece of the size but the last, however they came', async () => {
    const sources = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(sources, fc.integer({ min: 1, max: 15 }), async (source, size) => {
        const pieces: Buffer[] = [];
        for await (const piece of inPieces(each(source), size)) pieces.push(piece);
        expect(Buffer.concat(pieces).equals(Buffer.concat(source))).toBe(true);
        expect(pieces.slice(0, -1).every(({ length }) => length === size)).toBe(true);
        expect(pieces.every(({ length }) => length > 0 && length <= size)).toBe(true);
      }),
      { seed: 20261129 },
    );
  });
});

async function* each(source: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* source;
}
