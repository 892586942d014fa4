import { Answers } from '#libs/web/http/answers';
import { Public, Requires } from '#libs/web/access/permissions';
import { Body, Controller, Head, Headers, Options, Param, Patch, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiBody, ApiConsumes, ApiHeader, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ReceivePart } from './commands/receive-part.js';
import { checkedChunk, requireTus, TUS, UPLOAD_TYPE, type TusFields } from './content/tus.js';
import { GetUpload } from './queries/get-upload.js';

const TUS_FIELD = { name: 'Tus-Resumable', required: true, description: '1.0.0' };

/**
 * The content of a recording that was announced, by tus 1.0 (https://tus.io/protocols/resumable-upload): core protocol and
 * checksums. The announcement takes the place of its creation.
 */
@ApiTags('recordings')
@ApiParam({ name: 'id', type: String })
@Controller('api/v1/recordings/:id/upload')
export class RecordingUploadController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Options()
  @Public()
  @Answers(null)
  getUploadOptions(@Res({ passthrough: true }) reply: FastifyReply) {
    void reply.headers({ ...TUS, 'tus-version': '1.0.0', 'tus-extension': 'checksum' });
    void reply.header('tus-checksum-algorithm', 'sha256,sha1,md5');
  }

  /** Where to go on. */
  @Head()
  @Requires('recording:upload')
  @ApiHeader(TUS_FIELD)
  @Answers(null, 200)
  async getUploadOffset(
    @Param('id') id: string,
    @Headers() fields: TusFields,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    void reply.headers({ ...TUS, 'cache-control': 'no-store' });
    requireTus(fields);
    const { offset, length } = await this.queries.execute(new GetUpload(id));
    void reply.headers({ 'upload-offset': String(offset), 'upload-length': String(length) });
  }

  /** The next bytes, at most 10 MiB: what breaks off goes on from the part before. */
  @Patch()
  @Requires('recording:upload')
  @ApiHeader(TUS_FIELD)
  @ApiConsumes(UPLOAD_TYPE)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiHeader({ name: 'Upload-Offset', required: true })
  @ApiHeader({ name: 'Upload-Checksum', required: false, description: 'sha256 <base64>' })
  @Answers(null)
  async uploadPart(
    @Param('id') id: string,
    @Headers() fields: TusFields,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    void reply.headers(TUS);
    requireTus(fields);
    const { offset, bytes } = checkedChunk(fields, body);
    const next = await this.commands.execute(new ReceivePart(id, offset, bytes));
    void reply.header('upload-offset', String(next));
  }
}
