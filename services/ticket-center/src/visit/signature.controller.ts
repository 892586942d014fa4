import { actor } from '#libs/web/access/actor';
import { Answers, SendsFile } from '#libs/web/http/answers';
import { CommitsItself } from '#libs/web/idempotency/idempotency';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Signatures } from './signatures.js';
import * as dto from './visit.dto.js';

const BINARY = { schema: { type: 'string', format: 'binary' } as const };

@ApiTags('visits')
@Controller('api/v1/visits/:id')
export class SignatureController {
  constructor(private readonly signatures: Signatures) {}

  /** A PNG of at most 512 KiB that the customer drew; encrypted at rest. */
  @Post('signature')
  @Requires('visit:work')
  @CommitsItself()
  @ApiConsumes('image/png')
  @ApiBody(BINARY)
  @Answers(null)
  async signVisit(@Param('id') id: string, @Body() content: unknown) {
    await this.signatures.sign(id, Buffer.isBuffer(content) ? content : Buffer.alloc(0), actor());
  }

  @Get('signature')
  @Requires('visit:read')
  @SendsFile('image/png')
  async getSignature(@Param('id') id: string) {
    const { bytes, content } = await this.signatures.image(id);
    return new StreamableFile(content, { type: 'image/png', length: bytes, disposition: 'inline' });
  }

  /** By whoever speaks with the customer, never by the engineer; told once. */
  @Post('confirmation-code')
  @Requires('visit:confirm')
  @Answers(dto.IssuedCode, 201)
  issueConfirmationCode(@Param('id') id: string) {
    return this.signatures.issueCode(id, actor());
  }

  /** Five wrong ones, and the code holds no more. */
  @Post('confirm')
  @Requires('visit:work')
  @Answers(dto.EnteredCode)
  enterConfirmationCode(
    @Param('id') id: string,
    @Body({ schema: dto.EnterCodeBody }) { code }: z.infer<typeof dto.EnterCodeBody>,
  ) {
    return this.signatures.enterCode(id, code, actor());
  }
}
