import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Problem } from '#libs/web/http/problem';
import { Controller, Get, Param, ParseIntPipe, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { IncomingMailFilter, IncomingMailPage, IncomingMailView } from '../mail.dto.js';
import { IncomingMails } from './incoming-mails.js';

/** What a browser may show without asking; everything else is for saving. */
const SHOWN = /^image\/(png|jpeg|gif|webp)$/;

@ApiTags('mail')
@Controller('api/v1/incoming-mails')
export class IncomingMailController {
  constructor(private readonly mails: IncomingMails) {}

  @Get()
  @Requires('mail:read')
  @Answers(IncomingMailPage)
  listIncomingMails(@Query({ schema: IncomingMailFilter }) filter: IncomingMailFilter) {
    return this.mails.list(filter);
  }

  @Get(':id')
  @Requires('mail:read')
  @Answers(IncomingMailView)
  getIncomingMail(@Param('id') id: string) {
    return this.mails.get(id);
  }

  @Get(':id/parts/:position')
  @Requires('mail:read')
  @ApiResponse({
    status: 200,
    description: 'All of it',
    content: { '*/*': { schema: { type: 'string', format: 'binary' } } },
  })
  @ApiResponse({ status: 'default', standardSchema: Problem, description: 'Refused or failed' })
  async getMailPart(
    @Param('id') id: string,
    @Param('position', ParseIntPipe) position: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { content, bytes, contentType, filename } = await this.mails.part(id, position);
    const isShown = SHOWN.test(contentType);
    const name = encodeURIComponent(filename ?? `part-${position}`);
    void reply.headers({
      'content-type': isShown ? contentType : 'application/octet-stream',
      'content-length': String(bytes),
      'content-disposition': `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    return new StreamableFile(content);
  }

  /** One that failed, or is held. */
  @Post(':id/retry')
  @Requires('mail:retry')
  @Answers(IncomingMailView, 202)
  async retryIncomingMail(@Param('id') id: string) {
    await this.mails.retry(id);
    return this.mails.get(id);
  }
}
