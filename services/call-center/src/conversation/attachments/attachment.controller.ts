import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { Answers, SendsFile } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Headers, Param, Post, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Attachments } from './attachments.js';
import { CONTENT_TYPES } from './content-types.js';

const AttachmentView = z.object({
  id: z.uuid(),
  contentType: z.string(),
  bytes: z.int(),
  sha256: z.string(),
});
const BINARY = { schema: { type: 'string', format: 'binary' } as const };

@ApiTags('conversations')
@Controller('api/v1/conversations/:id/attachments')
export class AttachmentController {
  constructor(private readonly attachments: Attachments) {}

  /** The bytes as they are, e.g. of a pasted image. Sent twice it is stored twice; only one a message names is shown. */
  @Post()
  @Requires('conversation:attend')
  @NaturallyIdempotent()
  @ApiConsumes(...CONTENT_TYPES)
  @ApiBody(BINARY)
  @Answers(AttachmentView, 201)
  storeAttachment(@Param('id') id: string, @Body() content: unknown, @Headers('content-type') type = '') {
    const bytes = Buffer.isBuffer(content) ? content : Buffer.alloc(0);
    return this.attachments.store(currentContext()!.identity!, id, type.split(';')[0]!.trim().toLowerCase(), bytes);
  }

  @Get(':attachmentId')
  @Requires('conversation:attend')
  @SendsFile(...CONTENT_TYPES)
  async getAttachment(@Param('id') id: string, @Param('attachmentId') attachmentId: string) {
    const {
      type,
      bytes: length,
      content,
    } = await this.attachments.content(currentContext()!.identity!, id, attachmentId);
    return new StreamableFile(content, { type, length, disposition: 'inline' });
  }
}
