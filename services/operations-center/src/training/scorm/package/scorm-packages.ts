import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { ObjectStorage, type ObjectContent } from '#libs/object-storage/object-storage';
import { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { withAllBelow, type Activity } from '../sequencing/activity.js';
import { ArchiveTooLarge, broken } from './archive.errors.js';
import { filesIn, unpacked, type ArchiveFile } from './archive.js';
import { firstLaunched, manifestOf } from './manifest.js';
import {
  ScormFileSchema,
  ScormPackageSchema,
  type ScormFileRow,
  type ScormPackageRow,
} from './scorm-package.schema.js';

export class ScormPackageNotFound extends domainError('scorm-package-not-found', 'not-found') {}
export class ScormFileNotFound extends domainError('scorm-file-not-found', 'not-found') {}

const MOST_PACKED = 100 * 1024 * 1024;
const MOST_MANIFEST = 1024 * 1024;
const MANIFEST = 'imsmanifest.xml';

/** Packages of SCORM 1.2 and 2004, unpacked once and served file by file. */
@Injectable()
export class ScormPackages {
  constructor(
    private readonly database: Database,
    private readonly objects: ObjectStorage,
    private readonly clock: Clock,
  ) {}

  /** The newest first. */
  async list({ limit, cursor }: PageQuery): Promise<Page<ScormPackageRow>> {
    const where = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const options = { where, order: { id: 'DESC' }, take: limit + 1 } as const;
    return pageOf(await (await this.database.reader()).find(ScormPackageSchema, options), limit, ({ id }) => [id]);
  }

  /** @throws ScormPackageNotFound */
  async get(id: string): Promise<ScormPackageRow> {
    const row = await (await this.database.reader()).findOneBy(ScormPackageSchema, { id });
    if (!row) throw new ScormPackageNotFound('There is no such package.', { id });
    return row;
  }

  /**
   * Its files lie in storage before its row says that they are there; what a failure leaves behind is taken away again.
   * @throws ArchiveMalformed, ArchiveTooLarge, ArchiveUnsafe, ManifestInvalid
   */
  async receive(name: string, content: AsyncIterable<Uint8Array>, by: string): Promise<ScormPackageRow> {
    const files = filesIn(await collected(content));
    const { version: scorm, root } = await manifestIn(files);
    refuseMissing(files, root);
    const { entry, parameters } = firstLaunched(root);
    const now = this.clock.now();
    const id = newId(now);
    const rows: ScormFileRow[] = [];
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    const row = {
      ...{ id, name, scorm, entry, parameters, activities: root },
      ...{ files: files.length, bytes, uploadedBy: by, uploadedAt: now },
    };
    try {
      for (const file of files) rows.push(await this.#store(file, id, now));
      await this.database.transaction(async (tx) => {
        await insertRows(tx, ScormPackageSchema, [row]);
        await insertRows(tx, ScormFileSchema, rows);
      });
      return row;
    } catch (error) {
      for (const each of rows) await this.objects.delete(keyOf(each));
      throw error;
    }
  }

  /** @throws ScormFileNotFound */
  async file(packageId: string, path: string): Promise<ObjectContent> {
    const row = await (await this.database.reader()).findOneBy(ScormFileSchema, { packageId, path });
    if (!row) throw new ScormFileNotFound('The package has no such file.');
    return this.objects.get(keyOf(row));
  }

  async #store(file: ArchiveFile, packageId: string, now: Date): Promise<ScormFileRow> {
    const row = { id: newId(now), packageId, path: file.path, bytes: file.bytes };
    await this.objects.put(keyOf(row), piece(await unpacked(file)));
    return row;
  }
}

function keyOf({ packageId, id }: Pick<ScormFileRow, 'packageId' | 'id'>): string {
  return `scorm/${packageId}/${id}`;
}

async function manifestIn(files: readonly ArchiveFile[]) {
  const file = files.find(({ path }) => path.toLowerCase() === MANIFEST);
  if (!file || file.bytes > MOST_MANIFEST) throw broken('missing');
  return manifestOf((await unpacked(file)).toString('utf8'));
}

/** @throws ManifestInvalid `file-missing` */
function refuseMissing(files: readonly ArchiveFile[], root: Activity): void {
  const paths = new Set(files.map(({ path }) => path));
  for (const { launches } of withAllBelow(root))
    if (launches && !paths.has(launches.entry)) throw broken('file-missing', launches.entry);
}

/** @throws ArchiveTooLarge */
async function collected(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const each of content) {
    bytes += each.length;
    if (bytes > MOST_PACKED) throw new ArchiveTooLarge('It is too large.', { facts: { most: MOST_PACKED } });
    pieces.push(each);
  }
  return Buffer.concat(pieces);
}

async function* piece(content: Buffer): AsyncGenerator<Buffer> {
  if (content.length > 0) yield content;
}
