import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NoTenantInContext, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { BlobStore, ByteRange } from './blob-store.js';
import { CHUNK_BYTES } from './chunks.js';
import { MasterKeys } from '#libs/sealing/master-keys';
import { ObjectStorage } from './object-storage.js';
import { DamagedObject, MalformedKey, NoSuchObject } from './storage.errors.js';

/** A store in a spec, and the hand that reaches below it. */
export interface OpenBlobs {
  readonly blobs: BlobStore;
  stored(path: string): Promise<Buffer>;
  overwrite(path: string, content: Buffer): Promise<void>;
  dispose(): Promise<void>;
}

const masterKey = (id: string) => ({ id, key: randomBytes(32) });
const boom = new Error('boom');

/** What object storage does on every kind of blob store. */
export function objectStorageContract(kind: string, open: () => Promise<OpenBlobs>): void {
  describe(`object storage ${kind}`, () => {
    const old = masterKey('2025');
    let opened: OpenBlobs;
    let storage: ObjectStorage;
    let names = 0;
    beforeAll(async () => {
      opened = await open();
      storage = new ObjectStorage(opened.blobs, new MasterKeys([old]));
    });
    afterAll(() => opened.dispose());

    const inAcme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
    const put = async (content: Uint8Array, key = `thing/${(names += 1)}`) => {
      await storage.put(key, inSome(content));
      return key;
    };
    const read = async (key: string, range?: ByteRange) => buffer((await storage.get(key, range)).content);
    const damage = async (key: string, change: (stored: Buffer) => Buffer) =>
      opened.overwrite(`acme/${key}`, change(Buffer.from(await opened.stored(`acme/${key}`))));

    describe('gives back', () => {
      const sizes = [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES, 20_000_000];
      it.each(sizes)('what was put, of %d bytes', (size) =>
        inAcme(async () => {
          const content = randomBytes(size);
          const key = await put(content);
          expect((await read(key)).equals(content)).toBe(true);
          expect(await storage.head(key)).toEqual({ bytes: size });
        }),
      );

      it.each([
        [{ from: 0, to: 0 }, 0, 1],
        [{ from: 10, to: 19 }, 10, 20],
        [{ from: CHUNK_BYTES - 1, to: CHUNK_BYTES }, CHUNK_BYTES - 1, CHUNK_BYTES + 1],
        [{ from: 2 * CHUNK_BYTES, to: 2 * CHUNK_BYTES + 4 }, 2 * CHUNK_BYTES, 2 * CHUNK_BYTES + 5],
        [{ from: 100, to: 999_999_999 }, 100, 2 * CHUNK_BYTES + 7],
      ])('a range %j', (range, from, to) =>
        inAcme(async () => {
          const content = randomBytes(2 * CHUNK_BYTES + 7);
          const key = await put(content);
          expect((await read(key, range)).equals(content.subarray(from, to))).toBe(true);
        }),
      );

      it('no range that begins behind the end', () =>
        inAcme(async () => {
          const key = await put(Buffer.from('short'));
          await expect(storage.get(key, { from: 5, to: 9 })).rejects.toThrow(RangeError);
        }));

      it('nothing where nothing is', () =>
        inAcme(async () => {
          await expect(storage.get('thing/none')).rejects.toThrow(NoSuchObject);
          expect(await storage.head('thing/none')).toBeUndefined();
        }));

      it('nothing any more once it was deleted, which may be said again', () =>
        inAcme(async () => {
          const key = await put(Buffer.from('gone soon'));
          await storage.delete(key);
          await storage.delete(key);
          expect(await storage.head(key)).toBeUndefined();
          await expect(opened.stored(`acme/${key}`)).rejects.toThrow();
        }));
    });

    it('keeps nothing of what could not be read to its end', () =>
      inAcme(async () => {
        for (const bytes of [10, 20_000_000]) {
          const failing = storage.put('thing/cut', failingAfter(bytes));
          await expect(failing).rejects.toBe(boom);
        }
        expect(await storage.head('thing/cut')).toBeUndefined();
      }));

    it('lists what is in a folder, and nothing of its neighbours', () =>
      inAcme(async () => {
        const keys = ['folder/a', 'folder/b/1', 'folder/b/2', 'folder/c', 'folder/d'];
        for (const key of [...keys, 'folder-2/e', 'other']) await put(Buffer.from('x'), key);
        expect((await allOf(storage.list('folder'))).sort()).toEqual(keys);
        expect(await allOf(storage.list('nowhere'))).toEqual([]);
      }));

    describe('keeps tenants apart', () => {
      it('by the tenant in context: the same key is another object', async () => {
        await runAsTenant('acme', () => put(Buffer.from('ours'), 'same/key'));
        await runAsTenant('globex', async () => {
          await expect(storage.get('same/key')).rejects.toThrow(NoSuchObject);
          expect(await allOf(storage.list('same'))).toEqual([]);
          await storage.delete('same/key');
        });
        expect((await runAsTenant('acme', () => read('same/key'))).toString()).toBe('ours');
      });

      it('also where one found the way to the bytes of another', async () => {
        await runAsTenant('acme', () => put(Buffer.from('ours'), 'moved/key'));
        await opened.overwrite('globex/moved/key', await opened.stored('acme/moved/key'));
        await runAsTenant('globex', () => expect(storage.get('moved/key')).rejects.toThrow(DamagedObject));
      });

      it('and refuses everything without one', async () => {
        await expect(put(Buffer.from('x'))).rejects.toThrow(NoTenantInContext);
        await expect(storage.get('thing/1')).rejects.toThrow(NoTenantInContext);
        expect(() => storage.list('thing')).toThrow(NoTenantInContext);
      });

      it.each(['', '../globex/x', 'a/../b', 'a//b', '/a', 'a/', '.hidden', 'a b', 'ä'])('refuses the key %j', (key) =>
        inAcme(() => expect(storage.put(key, inSome(Buffer.from('x')))).rejects.toThrow(MalformedKey)),
      );
    });

    describe('encrypts', () => {
      it('so that nothing of the content is at rest', () =>
        inAcme(async () => {
          const key = await put(Buffer.from('my secret voice '.repeat(10_000)));
          expect((await opened.stored(`acme/${key}`)).includes('secret')).toBe(false);
        }));

      it('each object by a key of its own', () =>
        inAcme(async () => {
          const [one, other] = [await put(Buffer.alloc(100)), await put(Buffer.alloc(100))];
          const [a, b] = [await opened.stored(`acme/${one}`), await opened.stored(`acme/${other}`)];
          expect(a.subarray(128).equals(b.subarray(128))).toBe(false);
        }));

      it('by the newest master key; the older ones open what they sealed, and unknown ones nothing', () =>
        inAcme(async () => {
          const key = await put(Buffer.from('of last year'));
          const fresh = masterKey('2026');
          const rotated = new ObjectStorage(opened.blobs, new MasterKeys([fresh, old]));
          await rotated.put('thing/rotated', inSome(Buffer.from('of this year')));
          expect((await buffer((await rotated.get(key)).content)).toString()).toBe('of last year');

          const newOnly = new ObjectStorage(opened.blobs, new MasterKeys([fresh]));
          expect((await buffer((await newOnly.get('thing/rotated')).content)).toString()).toBe('of this year');
          await expect(newOnly.get(key)).rejects.toThrow(DamagedObject);
        }));
    });

    describe('never serves what is not what was put', () => {
      const CHANGES: [string, (stored: Buffer) => Buffer][] = [
        ['cut by a byte', (stored) => stored.subarray(0, -1)],
        ['cut by a chunk', (stored) => stored.subarray(0, 128 + 2 * (CHUNK_BYTES + 16))],
        ['cut to its header', (stored) => stored.subarray(0, 128)],
        ['emptied', () => Buffer.alloc(0)],
        ['longer', (stored) => Buffer.concat([stored, Buffer.alloc(1)])],
        ['changed in its header', (stored) => flipped(stored, 90)],
        ['sealed by a key of another name', (stored) => flipped(stored, 5)],
        ['changed in its last chunk', (stored) => flipped(stored, stored.length - 1)],
      ];
      it.each(CHANGES)('when it is %s, not even a range before it', (_how, change) =>
        inAcme(async () => {
          const key = await put(randomBytes(3 * CHUNK_BYTES));
          await damage(key, change);
          await expect(storage.get(key, { from: 0, to: 1 })).rejects.toThrow(/damaged|no such/);
          await expect(storage.get(key)).rejects.toThrow(/damaged|no such/);
        }),
      );

      it('when a chunk is changed: up to that chunk, then an error', () =>
        inAcme(async () => {
          const content = randomBytes(3 * CHUNK_BYTES);
          const key = await put(content);
          await damage(key, (stored) => flipped(stored, 128 + CHUNK_BYTES + 16 + 5));
          const seen: Buffer[] = [];
          const reading = (async () => {
            for await (const piece of (await storage.get(key)).content) seen.push(piece as Buffer);
          })();
          await expect(reading).rejects.toThrow(DamagedObject);
          expect(Buffer.concat(seen).equals(content.subarray(0, CHUNK_BYTES))).toBe(true);
        }));

      it('when two chunks have changed places', () =>
        inAcme(async () => {
          const key = await put(randomBytes(3 * CHUNK_BYTES));
          const [start, size] = [128, CHUNK_BYTES + 16];
          await damage(key, (stored) => {
            const [first, second] = [
              stored.subarray(start, start + size),
              stored.subarray(start + size, start + 2 * size),
            ];
            return Buffer.concat([stored.subarray(0, start), second, first, stored.subarray(start + 2 * size)]);
          });
          await expect(read(key)).rejects.toThrow(DamagedObject);
        }));
    });
  });
}

async function* inSome(content: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < content.length; from += 100_000) yield content.subarray(from, from + 100_000);
}

async function* failingAfter(bytes: number): AsyncGenerator<Uint8Array> {
  yield* inSome(Buffer.alloc(bytes));
  throw boom;
}

function flipped(bytes: Buffer, at: number): Buffer {
  bytes[at]! ^= 1;
  return bytes;
}

async function allOf<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const each of source) all.push(each);
  return all;
}
