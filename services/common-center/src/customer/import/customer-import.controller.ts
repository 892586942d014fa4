import { Readable } from 'node:stream';
import { actor } from '#libs/web/access/actor';
import { Audited } from '#libs/web/audit/audited';
import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { TakesLargeBody } from '#libs/web/http/large-body';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Get, Headers, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { FORMATS, type CustomerImportRow } from './customer-import.schema.js';
import { CustomerImports } from './customer-imports.js';

const duplicates = z.enum(['update', 'skip', 'refuse']);
const ImportQuery = z.object({
  format: z.enum(FORMATS).default('csv'),
  duplicates: duplicates.default('update').describe('what becomes of rows of customers who are known'),
});
const count = z.int();
const ImportView = z
  .object({
    id: z.string(),
    status: z.enum(['waiting', 'running', 'done', 'cancelled', 'failed']),
    format: z.enum(FORMATS),
    duplicates,
    bytes: count,
    readBytes: count.describe('of those, how many are done'),
    rows: count.describe('done'),
    ...{ registered: count, updated: count, unchanged: count, refused: count },
    createdAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'CustomerImport' });
const ErrorView = z.object({
  row: z.int().describe('the first behind the header is 1'),
  field: z.string(),
  code: z.string(),
});

@ApiTags('customer imports')
@Controller('api/v1/customer-imports')
export class CustomerImportController {
  constructor(private readonly imports: CustomerImports) {}

  /**
   * A file, as it is: CSV with a header, or JSON line by line, each as for registering one customer. Columns: name, kind, phones,
   * emails, roles, segments and tags (several with semicolons between), externalSystem, externalId, channel, accountId,
   * documentType, documentNumber, addressLine, city, region, postalCode, country.
   */
  @Post()
  @Requires('customer-import:run')
  @Audited()
  @NaturallyIdempotent()
  @TakesLargeBody({ mebibytes: 1024, minutes: 60 })
  @ApiConsumes('application/octet-stream', 'text/csv')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Answers(ImportView, 202)
  async importCustomers(
    @Query({ schema: ImportQuery }) query: z.infer<typeof ImportQuery>,
    @Headers('idempotency-key') key: string | undefined,
    @Req() { body }: FastifyRequest,
  ) {
    try {
      return view(await this.imports.receive({ ...query, content: contentOf(body), ownerId: actor(), key }));
    } finally {
      // What was refused half-way is still coming: the answer is read only behind it.
      if (body instanceof Readable) body.resume();
    }
  }

  @Get()
  @Requires('customer-import:run')
  @Answers(pageOfSchema(ImportView))
  async listCustomerImports(@Query({ schema: PageQuery }) query: PageQuery) {
    const { items, next } = await this.imports.list(query);
    return { items: items.map(view), next };
  }

  @Get(':id')
  @Requires('customer-import:run')
  @Answers(ImportView)
  async getCustomerImport(@Param('id') id: string) {
    return view(await this.imports.get(id));
  }

  /** The rows that were not taken, and why; what stands in them is not told. */
  @Get(':id/errors')
  @Requires('customer-import:run')
  @Answers(pageOfSchema(ErrorView))
  listCustomerImportErrors(@Param('id') id: string, @Query({ schema: PageQuery }) query: PageQuery) {
    return this.imports.errors(id, query);
  }

  @Post(':id/cancel')
  @Requires('customer-import:run')
  @Answers(ImportView)
  async cancelCustomerImport(@Param('id') id: string) {
    return view(await this.imports.cancel(id));
  }
}

function view({ createdAt, endedAt, ...row }: CustomerImportRow): z.infer<typeof ImportView> {
  return { ...row, createdAt: createdAt.toISOString(), endedAt: endedAt?.toISOString() ?? null };
}

/** Whoever reads it may stop in the middle without taking the connection away from the answer. */
function contentOf(body: unknown): AsyncIterable<Uint8Array> {
  if (body instanceof Readable) return body.iterator({ destroyOnReturn: false });
  return Readable.from(typeof body === 'string' ? [Buffer.from(body)] : []);
}
