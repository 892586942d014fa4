import { Readable } from 'node:stream';
import { Clock } from '#libs/kernel/clock';
import { decodeCursor, pageOf } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { personal } from '#libs/personal-data/personal';
import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Delete, Get, Headers, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LessThan } from 'typeorm';
import { z } from 'zod';
import { AnswersFile, Files } from './file.api.js';
import { FileNotFound } from './file.errors.js';
import { FileSchema, type FileRow } from './file.schema.js';
import { FileUploads } from './uploads.js';

const FILE_NAME = 'x-file-name';
const time = z.iso.datetime();

const FileView = z
  .object({
    id: z.uuid(),
    name: personal('text', z.string()),
    contentType: z.string().nullable().describe('as its content begins'),
    bytes: z.int().nullable(),
    sha256: z.string().nullable(),
    state: z.enum(['receiving', 'quarantined', 'clean', 'infected', 'refused', 'deleted']),
    scan: z.enum(['clean', 'infected', 'not-scanned']).nullable(),
    scannedAt: time.nullable(),
    uploadedBy: z.string(),
    uploadedAt: time,
  })
  .meta({ id: 'File' });

@ApiTags('files')
@Controller('api/v1/files')
export class FileController {
  constructor(
    private readonly uploads: FileUploads,
    private readonly files: Files,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Those of the caller, the newest first. */
  @Get()
  @Requires('file:read')
  @Answers(pageOfSchema(FileView))
  async listMyFiles(@Query({ schema: PageQuery }) { limit, cursor }: PageQuery) {
    const before = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const options = { where: { uploadedBy: actor(), ...before }, order: { id: 'DESC' }, take: limit + 1 } as const;
    const rows = await (await this.database.reader()).find(FileSchema, options);
    const { items, next } = pageOf(rows, limit, ({ id }) => [id]);
    return { items: items.map(fileView), next };
  }

  @Get(':id')
  @Requires('file:read')
  @Answers(FileView)
  async getFile(@Param('id') id: string) {
    return fileView(await this.#get(id));
  }

  /** The bytes as they are. It is in quarantine until the scanner says that it does no harm. */
  @Post()
  @Requires('file:upload')
  @NaturallyIdempotent()
  @ApiConsumes('application/octet-stream', 'image/*', 'application/pdf')
  @ApiHeader({ name: FILE_NAME, required: false, description: 'its name, percent-encoded (RFC 3986 §2.1)' })
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Answers(FileView, 202)
  async uploadFile(
    @Headers(FILE_NAME) name: string | undefined,
    @Headers('idempotency-key') key: string | undefined,
    @Req() { body }: FastifyRequest,
  ) {
    const upload = { name: decoded(name ?? 'file'), content: contentOf(body), by: actor(), key };
    try {
      return fileView(await this.#get(await this.uploads.receive(upload)));
    } finally {
      // What was refused half-way is still coming: the answer is read only behind it.
      if (body instanceof Readable) body.resume();
    }
  }

  @Get(':id/content')
  @Requires('file:read')
  @AnswersFile()
  getFileContent(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.files.send(id, reply);
  }

  /** From here on nobody gets it; what lies in storage is erased soon. */
  @Delete(':id')
  @Requires('file:delete')
  @Answers(null)
  async deleteFile(@Param('id') id: string) {
    const { state } = await this.#get(id);
    const change = { state: 'deleted' as const, uploadKey: null, dueAt: this.clock.now() };
    await this.database.transaction((tx) => tx.update(FileSchema, { id, state }, change));
  }

  async #get(id: string): Promise<FileRow> {
    const row = await (await this.database.reader()).findOneBy(FileSchema, { id });
    if (!row || row.state === 'deleted') throw new FileNotFound('There is no such file.', { id });
    return row;
  }
}

function fileView({ uploadedAt, scannedAt, ...row }: FileRow) {
  return { ...row, uploadedAt: uploadedAt.toISOString(), scannedAt: scannedAt?.toISOString() ?? null };
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Whoever reads it may stop in the middle without taking the connection away from the answer. */
function contentOf(body: unknown): AsyncIterable<Uint8Array> {
  if (body instanceof Readable) return body.iterator({ destroyOnReturn: false });
  return Readable.from(Buffer.isBuffer(body) ? [body] : [], { objectMode: false });
}
