import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import type { ByteRange } from '#libs/object-storage/blob-store';
import { ObjectStorage } from '#libs/object-storage/object-storage';
import { ServiceManifest } from '#libs/web/tenant/tenant-errand/tenant-archive';
import { Injectable } from '@nestjs/common';
import { ArchiveNotFound } from '../domain/tenant.errors.js';
import { TenantJobs } from '../domain/tenant-job.repository.js';
import { TarLayout, type TarEntry } from './tar-layout.js';

interface StoredEntry extends TarEntry {
  readonly key: string;
}

/** What an export has written, as one file: the same bytes each time, so that who was cut off goes on where they were. */
@Injectable()
export class TenantArchiveFile {
  constructor(
    private readonly jobs: TenantJobs,
    private readonly storage: ObjectStorage,
  ) {}

  /** @throws JobNotFound, ArchiveNotFound when it is not of this tenant, wrote no archive, or has not yet */
  async layout(tenantId: string, exportId: string): Promise<TarLayout<StoredEntry>> {
    const job = await this.jobs.get(exportId);
    if (job.tenantId !== tenantId) throw new ArchiveNotFound('This job is of another tenant.', { id: exportId });
    const entries = await Promise.all(Object.values(job.manifests()).map((manifest) => this.#entriesOf(manifest)));
    return new TarLayout(entries.flat(), job.startedAt);
  }

  content(tar: TarLayout<StoredEntry>, range: ByteRange): Readable {
    return Readable.from(this.#contentOf(tar, range), { objectMode: false });
  }

  async *#contentOf(tar: TarLayout<StoredEntry>, range: ByteRange): AsyncGenerator<Buffer> {
    for (const piece of tar.pieces(range)) {
      if ('bytes' in piece) yield piece.bytes;
      else yield* (await this.storage.get(piece.entry.key, piece.range)).content as AsyncIterable<Buffer>;
    }
  }

  /** The manifest first: it says what the rest has to be like. */
  async #entriesOf(manifest: string): Promise<StoredEntry[]> {
    const { bytes, content } = await this.storage.get(manifest);
    const { context, tables, objects } = ServiceManifest.parse(await json(content));
    const first = { name: `${context}/manifest.json`, key: manifest, bytes };
    const rows = tables.map(async ({ table, key }) => {
      const kept = await this.storage.head(key);
      return { name: `${context}/${table}.ndjson`, key, bytes: kept?.bytes ?? 0 };
    });
    const files = objects.map(({ name, key, bytes: size }) => ({
      name: `${context}/objects/${name}`,
      key,
      bytes: size,
    }));
    return [first, ...(await Promise.all(rows)), ...files];
  }
}
