import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Problem } from '#libs/web/http/problem';
import {
  applyDecorators,
  Body,
  Controller,
  Get,
  Header,
  Headers,
  Param,
  Put,
  Query,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiHeader, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OpenContent, type OpenedContent } from './commands/open-content.js';
import { OpenTranscript } from './commands/open-transcript.js';
import { TranscribeRecording } from './commands/transcribe-recording.js';
import type { Access } from './content/access-log.js';
import { ContentQuery, TranscriptBody, TranscriptQuery, TranscriptReceipt, TranscriptView } from './recording.dto.js';

/** What OpenAPI says of sound and pictures. */
function AnswersContent() {
  const content = { '*/*': { schema: { type: 'string', format: 'binary' } } };
  return applyDecorators(
    ApiHeader({ name: 'Range', required: false, description: 'bytes=<first>-<last>' }),
    ApiResponse({ status: 200, description: 'All of it', content }),
    ApiResponse({ status: 206, description: 'The range asked for', content }),
    ApiResponse({ status: 'default', standardSchema: Problem, description: 'Refused or failed' }),
  );
}

/** Everything here gets at what people said: each access is in the audit before its first byte goes out. */
@ApiTags('recordings')
@Controller('api/v1/recordings/:id')
export class RecordingContentController {
  constructor(private readonly commands: CommandBus) {}

  @Get('content')
  @Requires('recording:play')
  @AnswersContent()
  async getContent(
    @Param('id') id: string,
    @Query({ schema: ContentQuery }) { reason, purpose }: ContentQuery,
    @Headers('range') range: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const access = { ...whoAsks(request), purpose, reason };
    const opened = await this.commands.execute(new OpenContent(id, range, access));
    void reply.status(opened.range ? 206 : 200).headers(headersOf(opened));
    if (purpose === 'download') void reply.header('content-disposition', `attachment; filename="${id}"`);
    return new StreamableFile(opened.content);
  }

  @Get('transcript')
  @Requires('recording:play')
  @Header('cache-control', 'no-store')
  @Answers(TranscriptView)
  getTranscript(
    @Param('id') id: string,
    @Query({ schema: TranscriptQuery }) { reason, version }: TranscriptQuery,
    @Req() request: FastifyRequest,
  ) {
    const access: Access = { ...whoAsks(request), purpose: 'transcript', reason };
    return this.commands.execute(new OpenTranscript(id, version, access));
  }

  /** A further transcript is a further version. */
  @Put('transcript')
  @Requires('recording:transcribe')
  @Answers(TranscriptReceipt)
  putTranscript(@Param('id') id: string, @Body({ schema: TranscriptBody }) { language, segments }: TranscriptBody) {
    return this.commands.execute(new TranscribeRecording(id, language, segments));
  }
}

/** The gateway says where a request came from; clients cannot. */
function whoAsks({ headers, ip }: FastifyRequest): Pick<Access, 'subject' | 'address'> {
  return { subject: actor(), address: String(headers['x-forwarded-for'] ?? ip).slice(0, 64) };
}

function headersOf({ range, bytes, contentType, sha256 }: OpenedContent): Record<string, string> {
  const length = range ? range.to - range.from + 1 : bytes;
  return {
    'content-type': contentType,
    'content-length': String(length),
    'cache-control': 'no-store',
    'accept-ranges': 'bytes',
    'x-content-type-options': 'nosniff',
    etag: `"${sha256}"`,
    ...(range && { 'content-range': `bytes ${range.from}-${range.to}/${bytes}` }),
  };
}
