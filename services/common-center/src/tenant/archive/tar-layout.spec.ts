import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TarLayout, type TarEntry } from './tar-layout.js';

const AT = new Date('2026-11-30T09:00:00Z');

interface Filed extends TarEntry {
  readonly content: Buffer;
}
const filed = (name: string, text: string): Filed => ({
  name,
  bytes: Buffer.byteLength(text),
  content: Buffer.from(text),
});

function read(tar: TarLayout<Filed>, from = 0, to = tar.bytes - 1): Buffer {
  return Buffer.concat(
    tar
      .pieces({ from, to })
      .map((piece) =>
        'bytes' in piece ? piece.bytes : piece.entry.content.subarray(piece.range.from, piece.range.to + 1),
      ),
  );
}

describe('a tar', () => {
  const deep = `common-center/objects/${'recording/'.repeat(9)}part-1`;
  const files = [filed('manifest.json', '{}'), filed('empty', ''), filed(deep, 'a'.repeat(512))];

  it('is what tar itself unpacks', () => {
    const tar = new TarLayout(files, AT);
    expect(read(tar)).toHaveLength(tar.bytes);
    const list = execFileSync('tar', ['-tf', '-'], { input: read(tar) }).toString();
    expect(list.trim().split('\n')).toEqual(files.map(({ name }) => name));
    expect(execFileSync('tar', ['-xOf', '-', deep], { input: read(tar) }).toString()).toBe('a'.repeat(512));
  });

  it('can be read from anywhere to anywhere', () => {
    const tar = new TarLayout(files, AT);
    const whole = read(tar);
    const place = fc.nat({ max: tar.bytes - 1 });
    fc.assert(
      fc.property(place, place, (one, other) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        expect(read(tar, from, to).equals(whole.subarray(from, to + 1))).toBe(true);
      }),
      { seed: 20_261_130, numRuns: 300 },
    );
  });

  it('has files larger than eight GiB', () => {
    const bytes = 9 * 1024 ** 3;
    const [header] = new TarLayout([{ name: 'large', bytes }], AT).pieces({ from: 0, to: 511 }) as { bytes: Buffer }[];
    expect(header!.bytes.readBigUInt64BE(128)).toBe(BigInt(bytes));
  });

  it('has no names that do not fit', () => {
    expect(() => new TarLayout([filed('a'.repeat(101), '')], AT)).toThrow(RangeError);
  });
});
