import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { requestedRange } from '#libs/web/http/byte-range';
import { slicesOf } from './recording-objects.js';

describe('the range of a request (RFC 9110 §14.1.2)', () => {
  it.each([
    ['bytes=0-499', { from: 0, to: 499 }],
    ['bytes=500-999', { from: 500, to: 999 }],
    ['bytes=-500', { from: 9_500, to: 9_999 }],
    ['bytes=9500-', { from: 9_500, to: 9_999 }],
    ['bytes=0-99999', { from: 0, to: 9_999 }],
    ['bytes=-99999', { from: 0, to: 9_999 }],
  ])('%s of 10000 bytes', (field, range) => {
    expect(requestedRange(field, 10_000)).toEqual(range);
  });

  it.each([undefined, '', 'bytes=-', 'bytes=a-b', 'bytes=5-2', 'lines=0-4', 'bytes=0-1,4-5'])('%j is none', (field) => {
    expect(requestedRange(field, 10_000)).toBeUndefined();
  });

  it.each(['bytes=10000-', 'bytes=10000-10001', 'bytes=-0'])('%s cannot be had of 10000 bytes', (field) => {
    expect(() => requestedRange(field, 10_000)).toThrow(expect.objectContaining({ status: 416 }));
  });
});

describe('the slices of a range', () => {
  it('are exactly its bytes, in order, whatever the parts', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (bytes, a, b) => {
        const content = bytes.flatMap((size, part) => Array.from({ length: size }, (_, at) => `${part}:${at}`));
        const [from, to] = [a % content.length, b % content.length].sort((x, y) => x - y) as [number, number];
        const parts = bytes.map((size, part) => ({ id: String(part), bytes: size }));
        const taken = slicesOf(parts, { from, to }).flatMap((slice) =>
          Array.from({ length: slice.to - slice.from + 1 }, (_, at) => `${slice.id}:${slice.from + at}`),
        );
        expect(taken).toEqual(content.slice(from, to + 1));
      }),
      { seed: 20261129 },
    );
  });
});
