import { dispositionOf } from '#libs/file-intake/file-name';
import { ObjectStorage } from '#libs/object-storage/object-storage';
import { Database } from '#libs/persistence/database';
import { Injectable, StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { In } from 'typeorm';
import { FileHarmful, FileInQuarantine, FileNotFound } from './file.errors.js';
import { keyOf } from './file-key.js';
import { FileSchema, type FileRow } from './file.schema.js';

export { AnswersFile } from './answers-file.js';

/** What other contexts do with files. */
@Injectable()
export class Files {
  constructor(
    private readonly database: Database,
    private readonly objects: ObjectStorage,
  ) {}

  /** @throws FileNotFound, FileInQuarantine, FileHarmful */
  async requireClean(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const rows = await (await this.database.reader()).findBy(FileSchema, { id: In([...ids]) });
    const byId = new Map(rows.map((row) => [row.id, row]));
    for (const id of ids) cleanOf(byId.get(id), id);
  }

  /** To be saved, never to be shown by the browser as a page of ours. @throws FileNotFound, FileInQuarantine, FileHarmful */
  async send(id: string, reply: FastifyReply): Promise<StreamableFile> {
    const file = cleanOf(await (await this.database.reader()).findOneBy(FileSchema, { id }), id);
    const { content, bytes } = await this.objects.get(keyOf(id));
    void reply.headers({
      ...{ 'content-type': file.contentType!, 'content-length': String(bytes), etag: `"${file.sha256}"` },
      ...{ 'content-disposition': dispositionOf(file.name), 'x-content-type-options': 'nosniff' },
      ...{ 'content-security-policy': "sandbox; default-src 'none'", 'cache-control': 'private, no-cache' },
    });
    return new StreamableFile(content);
  }
}

function cleanOf(file: FileRow | null | undefined, id: string): FileRow {
  if (file?.state === 'clean') return file;
  if (file?.state === 'quarantined')
    throw new FileInQuarantine('It is not yet known whether the file does harm.', { id });
  if (file?.state === 'infected') throw new FileHarmful('The file does harm.', { id });
  throw new FileNotFound('There is no such file.', { id });
}
