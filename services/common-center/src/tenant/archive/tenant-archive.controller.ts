import { addressOf, AuditSayings } from '#libs/web/audit/audit-sayings';
import { requestedRange } from '#libs/web/http/byte-range';
import { Requires } from '#libs/web/access/permissions';
import { Problem } from '#libs/web/http/problem';
import { Controller, Get, Headers, Param, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiHeader, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FromPlatformOnly } from '../platform-only.api.js';
import { TenantArchiveFile } from './tenant-archive-file.js';

const content = { 'application/x-tar': { schema: { type: 'string', format: 'binary' } } };

/** What exports have written, to be taken away. */
@ApiTags('tenants')
@Controller('api/v1/tenants/:id/exports/:exportId')
@FromPlatformOnly()
export class TenantArchiveController {
  constructor(
    private readonly file: TenantArchiveFile,
    private readonly sayings: AuditSayings,
  ) {}

  /** All of it as one tar, with the keys of what is sealed in it; who was cut off goes on by a range. Each taking is in the trail. */
  @Get('content')
  @Requires('tenant:fetch-export')
  @ApiHeader({ name: 'Range', required: false, description: 'bytes=<first>-<last>' })
  @ApiResponse({ status: 200, description: 'All of it', content })
  @ApiResponse({ status: 206, description: 'The range asked for', content })
  @ApiResponse({ status: 'default', standardSchema: Problem, description: 'Refused or failed' })
  async getTenantExportContent(
    @Param('id') id: string,
    @Param('exportId') exportId: string,
    @Headers('range') field: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const tar = await this.file.layout(id, exportId);
    const range = requestedRange(field, tar.bytes);
    const { from, to } = range ?? { from: 0, to: tar.bytes - 1 };
    await this.sayings.say({
      ...{ action: 'tenant:fetch-export', resourceId: id, before: null, after: { exportId, from, to } },
      ...{ reason: null, address: addressOf(request) },
    });
    if (range) void reply.status(206).header('content-range', `bytes ${from}-${to}/${tar.bytes}`);
    void reply.headers({
      ...{ 'content-type': 'application/x-tar', 'content-length': to - from + 1, 'accept-ranges': 'bytes' },
      ...{ etag: `"${exportId}"`, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
      'content-disposition': `attachment; filename="${id}-${exportId}.tar"`,
    });
    return new StreamableFile(this.file.content(tar, { from, to }));
  }
}
