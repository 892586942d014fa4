import { actor, actorMay } from '#libs/web/access/actor';
import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { addressOf, AuditSayings } from '#libs/web/audit/audit-sayings';
import { Audited } from '#libs/web/audit/audited';
import { ClearSightings } from '#libs/web/personal/clear-sightings';
import { PersonalBoundary } from '#libs/web/personal/personal-boundary';
import { Answers } from '#libs/web/http/answers';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Problem } from '#libs/web/http/problem';
import { Body, Controller, Get, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { FORMATS } from '../import/customer-import.schema.js';
import type { CustomerExportRow } from './customer-export.schema.js';
import { CustomerExports } from './customer-exports.js';

const PERSONAL = 'customer-export:personal';
const TYPES = { csv: 'text/csv; charset=utf-8; header=present', ndjson: 'application/x-ndjson; charset=utf-8' };

const ExportBody = z.object({
  format: z.enum(FORMATS).default('csv'),
  tag: z.string().trim().min(1).max(40).nullable().default(null).describe('only those who have it; null: all'),
});
const ExportView = z
  .object({
    id: z.string(),
    status: z.enum(['waiting', 'running', 'done', 'cancelled', 'failed', 'expired']),
    format: z.enum(FORMATS),
    tag: z.string().nullable(),
    masked: z.boolean().describe('without what leads to a person'),
    customers: z.int().describe('written so far'),
    total: z.int().nullable().describe('when it began; null: it has not'),
    createdAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
    expiresAt: z.iso.datetime().describe('the file is gone then'),
  })
  .meta({ id: 'CustomerExport' });

/** What is exported is its owner's alone. */
@ApiTags('customer exports')
@Controller('api/v1/customer-exports')
export class CustomerExportController {
  constructor(
    private readonly exports: CustomerExports,
    private readonly boundary: PersonalBoundary,
    private readonly sightings: ClearSightings,
    private readonly sayings: AuditSayings,
  ) {}

  /** Written in the background. What leads to a person is masked, except for those who may have it, as far as they see it elsewhere. */
  @Post()
  @Requires('customer-export:create')
  @Audited()
  @Answers(ExportView, 202)
  async exportCustomers(@Body({ schema: ExportBody }) body: z.infer<typeof ExportBody>) {
    const { subject, kind, permissions } = currentContext()!.identity!;
    const owner = { identity: { subject, kind, permissions }, sees: this.#sees() };
    return view(await this.exports.request(actor(), { ...body, masked: !actorMay(PERSONAL), owner }));
  }

  @Get()
  @Requires('customer-export:create')
  @Answers(pageOfSchema(ExportView))
  async listCustomerExports(@Query({ schema: PageQuery }) query: PageQuery) {
    const { items, next } = await this.exports.list(actor(), query);
    return { items: items.map(view), next };
  }

  @Get(':id')
  @Requires('customer-export:create')
  @Answers(ExportView)
  async getCustomerExport(@Param('id') id: string) {
    return view(await this.exports.get(id, actor()));
  }

  @Post(':id/cancel')
  @Requires('customer-export:create')
  @Answers(ExportView)
  async cancelCustomerExport(@Param('id') id: string) {
    return view(await this.exports.cancel(id, actor()));
  }

  @Get(':id/content')
  @Requires('customer-export:create')
  @ApiResponse({ status: 200, description: 'The file', content: { '*/*': { schema: { type: 'string' } } } })
  @ApiResponse({ status: 'default', standardSchema: Problem, description: 'Refused or failed' })
  async getCustomerExportContent(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { row, content } = await this.exports.content(id, actor(), this.#sees());
    const { customers, masked } = row;
    await this.sayings.say({
      ...{ action: 'customer-export:download', resourceId: id, before: null, after: { customers, masked } },
      ...{ reason: null, address: addressOf(request) },
    });
    if (!masked) {
      const identity = currentContext()!.identity!;
      this.sightings.note(identity, 'customer-export', customers);
      this.sightings.read(identity, 'customer-export', { ids: [id], single: true });
    }
    void reply.headers({
      'content-type': TYPES[row.format],
      'content-disposition': `attachment; filename="customers-${id}.${row.format}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    return new StreamableFile(content);
  }

  #sees() {
    return actorMay(PERSONAL) ? this.boundary.seen(currentContext()?.identity) : [];
  }
}

function view({ createdAt, endedAt, expiresAt, ...row }: CustomerExportRow): z.infer<typeof ExportView> {
  const times = { createdAt: createdAt.toISOString(), endedAt: endedAt?.toISOString() ?? null };
  return { ...row, ...times, expiresAt: expiresAt.toISOString() };
}
