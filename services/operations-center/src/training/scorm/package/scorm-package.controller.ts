import { Readable } from 'node:stream';
import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { TakesLargeBody } from '#libs/web/http/large-body';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Get, Headers, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ScormPackageRow } from './scorm-package.schema.js';
import { ScormPackages } from './scorm-packages.js';

const FILE_NAME = 'x-file-name';
const ScormPackageView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    scorm: z.enum(['1.2', '2004']),
    entry: z.string().describe('the file a learner begins with'),
    files: z.int(),
    bytes: z.int().describe('unpacked'),
    uploadedBy: z.string(),
    uploadedAt: z.iso.datetime(),
  })
  .meta({ id: 'ScormPackage' });

@ApiTags('SCORM packages')
@Controller('api/v1/scorm-packages')
export class ScormPackageController {
  constructor(private readonly packages: ScormPackages) {}

  @Get()
  @Requires('training:read')
  @Answers(pageOfSchema(ScormPackageView))
  async listScormPackages(@Query({ schema: PageQuery }) query: PageQuery) {
    const { items, next } = await this.packages.list(query);
    return { items: items.map(packageView), next };
  }

  /** The archive as it is. Sent again it is another package. */
  @Post()
  @Requires('training:configure')
  @NaturallyIdempotent()
  @TakesLargeBody({ mebibytes: 100, minutes: 30 })
  @ApiConsumes('application/octet-stream')
  @ApiHeader({ name: FILE_NAME, required: false, description: 'its name, percent-encoded (RFC 3986 §2.1)' })
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Answers(ScormPackageView, 201)
  async uploadScormPackage(@Headers(FILE_NAME) name: string | undefined, @Req() { body }: FastifyRequest) {
    const content = body instanceof Readable ? body.iterator({ destroyOnReturn: false }) : Readable.from([]);
    try {
      return packageView(await this.packages.receive(decoded(name ?? 'package.zip'), content, actor()));
    } finally {
      // What was refused half-way is still coming: the answer is read only behind it.
      if (body instanceof Readable) body.resume();
    }
  }
}

function packageView(row: ScormPackageRow) {
  return { ...row, uploadedAt: row.uploadedAt.toISOString() };
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name).slice(0, 200);
  } catch {
    return name.slice(0, 200);
  }
}
