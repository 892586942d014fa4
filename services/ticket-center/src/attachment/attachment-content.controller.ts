import { dispositionOf } from '#libs/file-intake/file-name';
import { actorMay } from '#libs/web/access/actor';
import { Requires } from '#libs/web/access/permissions';
import { Problem } from '#libs/web/http/problem';
import { applyDecorators, Controller, Get, Headers, Param, Res, StreamableFile } from '@nestjs/common';
import { ApiHeader, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AttachmentFiles, type OpenedFile } from './attachment-files.js';

/** What OpenAPI says of files. */
function AnswersFile() {
  const content = { '*/*': { schema: { type: 'string', format: 'binary' } } };
  return applyDecorators(
    ApiHeader({ name: 'Range', required: false, description: 'bytes=<first>-<last>' }),
    ApiHeader({ name: 'If-None-Match', required: false }),
    ApiResponse({ status: 200, description: 'All of it', content }),
    ApiResponse({ status: 206, description: 'The range asked for', content }),
    ApiResponse({ status: 304, description: 'As the caller has it' }),
    ApiResponse({ status: 'default', standardSchema: Problem, description: 'Refused or failed' }),
  );
}

@ApiTags('attachments')
@Controller('api/v1/tickets/:id/attachments/:attachmentId/content')
export class AttachmentContentController {
  constructor(private readonly files: AttachmentFiles) {}

  /** To be saved, never to be shown by the browser as a page of ours. */
  @Get()
  @Requires('ticket:read')
  @AnswersFile()
  async getTicketAttachmentContent(
    @Param('id') id: string,
    @Param('attachmentId') attachmentId: string,
    @Headers('range') range: string | undefined,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const file = await this.files.get(id, attachmentId, actorMay('ticket:read-notes'));
    const etag = `"${file.sha256}"`;
    void reply.headers({ etag, 'cache-control': 'private, no-cache', 'x-content-type-options': 'nosniff' });
    if (file.state === 'kept' && known === etag) {
      void reply.status(304);
      return;
    }
    const opened = await this.files.open(file, range);
    void reply.status(opened.range ? 206 : 200).headers(headersOf(opened));
    return new StreamableFile(opened.content);
  }
}

function headersOf({ file: { bytes, contentType, name }, range }: OpenedFile): Record<string, string> {
  return {
    'content-type': contentType!,
    'content-length': String(range ? range.to - range.from + 1 : bytes),
    'content-disposition': dispositionOf(name),
    'content-security-policy': "sandbox; default-src 'none'",
    'accept-ranges': 'bytes',
    ...(range && { 'content-range': `bytes ${range.from}-${range.to}/${bytes}` }),
  };
}
