import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { actor } from '#libs/web/access/actor';
import { addressOf, AuditSayings } from '#libs/web/audit/audit-sayings';
import { Audited } from '#libs/web/audit/audited';
import { ClearSightings } from '#libs/web/personal/clear-sightings';
import { PersonalBoundary } from '#libs/web/personal/personal-boundary';
import { Answers } from '#libs/web/http/answers';
import { PageQuery } from '#libs/web/http/paging';
import { permits, Requires } from '#libs/web/access/permissions';
import { Problem } from '#libs/web/http/problem';
import { Body, Controller, Get, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ExportBody, ExportPage, ExportView } from './ticket-export.dto.js';
import type { TicketExportRow } from './ticket-export.schema.js';
import { TicketExports } from './ticket-exports.js';

const PERSONAL = 'ticket-export:personal';
const NOTES = 'ticket:search-notes';
const TYPES = { csv: 'text/csv; charset=utf-8; header=present', jsonl: 'application/jsonl; charset=utf-8' };

/** What is exported is its owner's alone. */
@ApiTags('ticket exports')
@Controller('api/v1/ticket-exports')
export class TicketExportController {
  constructor(
    private readonly exports: TicketExports,
    private readonly boundary: PersonalBoundary,
    private readonly sightings: ClearSightings,
    private readonly sayings: AuditSayings,
  ) {}

  /** Written in the background. Texts are masked as the tenant says, except for those who may have them and see them elsewhere. */
  @Post()
  @Requires('ticket-export:create')
  @Audited()
  @Answers(ExportView, 202)
  async exportTickets(@Body({ schema: ExportBody }) body: ExportBody) {
    const granted = currentContext()?.identity?.permissions ?? [];
    const exporter = { person: actor(), withNotes: permits(granted, NOTES), masked: !this.#seesTexts() };
    return view(await this.exports.request(body, exporter));
  }

  @Get()
  @Requires('ticket-export:create')
  @Answers(ExportPage)
  async listTicketExports(@Query({ schema: PageQuery }) query: PageQuery) {
    const { items, next } = await this.exports.list(actor(), query);
    return { items: items.map(view), next };
  }

  @Get(':id')
  @Requires('ticket-export:create')
  @Answers(ExportView)
  async getTicketExport(@Param('id') id: string) {
    return view(await this.exports.get(id, actor()));
  }

  @Post(':id/cancel')
  @Requires('ticket-export:create')
  @Answers(ExportView)
  async cancelTicketExport(@Param('id') id: string) {
    return view(await this.exports.cancel(id, actor()));
  }

  @Get(':id/content')
  @Requires('ticket-export:create')
  @ApiResponse({ status: 200, description: 'The file', content: { '*/*': { schema: { type: 'string' } } } })
  @ApiResponse({ status: 'default', standardSchema: Problem, description: 'Refused or failed' })
  async getTicketExportContent(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { row, content } = await this.exports.content(id, actor(), this.#seesTexts());
    const { format, masked } = row.layout;
    const { tickets } = row;
    await this.sayings.say({
      ...{ action: 'ticket-export:download', resourceId: id, before: null, after: { tickets, masked } },
      ...{ reason: null, address: addressOf(request) },
    });
    if (!masked) {
      const identity = currentContext()!.identity!;
      this.sightings.note(identity, 'ticket-export', tickets);
      this.sightings.read(identity, 'ticket-export', { ids: [id], single: true });
    }
    void reply.headers({
      'content-type': TYPES[format],
      'content-disposition': `attachment; filename="tickets-${id}.${format}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    return new StreamableFile(content);
  }

  /** What leads to a person stands in what people write. */
  #seesTexts(): boolean {
    const { identity } = currentContext() ?? {};
    return permits(identity?.permissions ?? [], PERSONAL) && this.boundary.sees(identity, 'text');
  }
}

function view({ layout: { format, columns, masked }, createdAt, endedAt, expiresAt, ...row }: TicketExportRow) {
  const times = { createdAt: createdAt.toISOString(), endedAt: endedAt?.toISOString() ?? null };
  return { ...row, format, columns: [...columns], masked, ...times, expiresAt: expiresAt.toISOString() };
}
