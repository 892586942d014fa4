import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BlobStore, type BlobPart, type ByteRange } from './blob-store.js';
import { inPieces } from './pieces.js';

/** Where blobs are written before they get their name. No tenant is called so. */
const UNFINISHED = '.unfinished';
/** Read and written at once: a call for every chunk costs more than its encryption. */
const AT_ONCE_BYTES = 1024 * 1024;
const NAMINGS = 5;
const DAY_MS = 86_400_000;

/** Blobs as files below a folder, which only this user can read. */
export class DiskBlobStore extends BlobStore {
  #cleared: Promise<void> | undefined;

  constructor(private readonly folder: string) {
    super();
  }

  /** Written aside, synced, renamed, and the folders synced: after a crash there is the whole file or none. */
  async put(path: string, content: AsyncIterable<Uint8Array>): Promise<void> {
    await (this.#cleared ??= this.#clearUnfinished());
    const aside = join(this.folder, UNFINISHED, crypto.randomUUID());
    try {
      await writeDurably(aside, content);
      await this.#name(aside, path);
      for (let name = path; name !== '.'; name = dirname(name)) await syncFolder(join(this.folder, dirname(name)));
    } catch (error) {
      await rm(aside, { force: true });
      throw error;
    }
  }

  async read(path: string, { from, to }: ByteRange): Promise<BlobPart | undefined> {
    const file = join(this.folder, path);
    const found = await unlessMissing(stat(file));
    if (!found?.isFile()) return undefined;
    return {
      size: found.size,
      content: createReadStream(file, { start: from, end: to, highWaterMark: AT_ONCE_BYTES }),
    };
  }

  async remove(path: string): Promise<void> {
    await rm(join(this.folder, path), { force: true });
    const folder = join(this.folder, dirname(path));
    await unlessMissing(syncFolder(folder));
    // Only when it is empty; otherwise it is refused.
    await rmdir(folder).catch(() => undefined);
  }

  async *list(folder: string): AsyncGenerator<string> {
    const entries = await unlessMissing(readdir(join(this.folder, folder), { withFileTypes: true, recursive: true }));
    for (const entry of entries ?? []) {
      if (entry.isFile()) yield join(entry.parentPath, entry.name).slice(this.folder.length + 1);
    }
  }

  /** A folder may be removed as empty just before the file gets there. */
  async #name(aside: string, path: string): Promise<void> {
    const target = join(this.folder, path);
    for (let attempt = 1; ; attempt++) {
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      const named = await unlessMissing(rename(aside, target).then(() => true));
      if (named) return;
      if (attempt === NAMINGS) throw new Error('the folder of a blob does not stay');
    }
  }

  /** What a crash has left; younger ones may be another process's. */
  async #clearUnfinished(): Promise<void> {
    const folder = join(this.folder, UNFINISHED);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const name of await readdir(folder)) {
      const found = await unlessMissing(stat(join(folder, name)));
      if (found && Date.now() - found.mtimeMs > DAY_MS) await rm(join(folder, name), { force: true });
    }
  }
}

async function writeDurably(path: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const piece of inPieces(content, AT_ONCE_BYTES)) await file.appendFile(piece);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function unlessMissing<T>(looking: Promise<T>): Promise<T | undefined> {
  try {
    return await looking;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
