import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DiskBlobStore } from './disk-blob-store.js';
import { masterKeysOfFile } from '#libs/sealing/key-file';
import { objectStorageContract } from './object-storage.contract.js';

objectStorageContract('on a disk', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-'));
  return {
    blobs: new DiskBlobStore(folder),
    stored: (path) => readFile(join(folder, path)),
    overwrite: async (path, content) => {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    },
    dispose: () => rm(folder, { recursive: true }),
  };
});

describe('a folder of blobs', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'switchboard-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const modeOf = async (name: string) => ((await stat(join(folder, name))).mode & 0o777).toString(8);
  const one = async function* () {
    yield Buffer.from('content');
  };

  it('can be read by nobody else, and leaves no empty folder behind', async () => {
    const blobs = new DiskBlobStore(folder);
    await blobs.put('acme/recording/1/a', one());
    expect([await modeOf('acme'), await modeOf('acme/recording/1/a')]).toEqual(['700', '600']);
    await blobs.remove('acme/recording/1/a');
    expect(await readdir(join(folder, 'acme/recording'))).toEqual([]);
  });

  it('forgets what a crash left unfinished more than a day ago', async () => {
    const [left, fresh] = ['left', 'fresh'].map((name) => join(folder, '.unfinished', name)) as [string, string];
    await mkdir(dirname(left), { recursive: true });
    for (const file of [left, fresh]) await writeFile(file, 'half of it');
    const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000);
    await utimes(left, twoDaysAgo, twoDaysAgo);
    await new DiskBlobStore(folder).put('acme/x', one());
    expect(await readdir(join(folder, '.unfinished'))).toEqual(['fresh']);
  });

  it('has its master key in a file of mode 0600, made once', async () => {
    const file = join(folder, 'keys', 'objects.key');
    const made = masterKeysOfFile(file);
    expect(await modeOf('keys/objects.key')).toBe('600');
    expect(await readdir(join(folder, 'keys'))).toEqual(['objects.key']);
    expect(masterKeysOfFile(file).newest.key.equals(made.newest.key)).toBe(true);
    await writeFile(file, 'something else');
    expect(() => masterKeysOfFile(file)).toThrow(RangeError);
  });
});
