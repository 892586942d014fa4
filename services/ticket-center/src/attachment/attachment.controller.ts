import { Readable } from 'node:stream';
import { actor, actorMay } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { TakesLargeBody } from '#libs/web/http/large-body';
import { PageQuery } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Delete, Get, Headers, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { AttachmentFiles, attachmentView } from './attachment-files.js';
import { AttachmentJournalPage, AttachmentPage, AttachmentView, ReasonQuery } from './attachment.dto.js';
import { Uploads } from './uploads.js';

const FILE_NAME = 'x-file-name';

@ApiTags('attachments')
@Controller('api/v1/tickets/:id/attachments')
export class AttachmentController {
  constructor(
    private readonly uploads: Uploads,
    private readonly files: AttachmentFiles,
  ) {}

  /** Those the caller may see: internal ones are only for whoever may `ticket:read-notes`. */
  @Get()
  @Requires('ticket:read')
  @Answers(AttachmentPage)
  listTicketAttachments(@Param('id') id: string, @Query({ schema: PageQuery }) query: PageQuery) {
    return this.files.list(id, query, actorMay('ticket:read-notes'));
  }

  /** The bytes as they are, of a file or of what was pasted. It is internal until a reply or a message names it. */
  @Post()
  @Requires('ticket:attach')
  @NaturallyIdempotent()
  @TakesLargeBody({ mebibytes: 1024, minutes: 60 })
  @ApiConsumes('application/octet-stream', 'image/*', 'application/pdf')
  @ApiHeader({ name: FILE_NAME, required: false, description: 'its name, percent-encoded (RFC 3986 §2.1)' })
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Answers(AttachmentView, 201)
  async uploadTicketAttachment(
    @Param('id') ticketId: string,
    @Headers(FILE_NAME) name: string | undefined,
    @Headers('idempotency-key') key: string | undefined,
    @Req() { body }: FastifyRequest,
  ) {
    const upload = { ticketId, name: decoded(name ?? 'file'), content: contentOf(body), by: actor(), key };
    try {
      return attachmentView(await this.files.get(ticketId, await this.uploads.receive(upload), true));
    } finally {
      // What was refused half-way is still coming: the answer is read only behind it.
      if (body instanceof Readable) body.resume();
    }
  }

  /** From here on nobody can see it; what lies in storage is erased soon. */
  @Delete(':attachmentId')
  @Requires('ticket:delete-attachment')
  @Answers(null)
  deleteTicketAttachment(
    @Param('id') id: string,
    @Param('attachmentId') attachmentId: string,
    @Query({ schema: ReasonQuery }) { reason }: ReasonQuery,
  ) {
    return this.files.delete(id, attachmentId, reason, actor());
  }

  /** What was done with it, by whom and why; also after its end. */
  @Get(':attachmentId/journal')
  @Requires('ticket:read-notes')
  @Answers(AttachmentJournalPage)
  getTicketAttachmentJournal(
    @Param('id') id: string,
    @Param('attachmentId') attachmentId: string,
    @Query({ schema: PageQuery }) query: PageQuery,
  ) {
    return this.files.journal(id, attachmentId, query);
  }
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Whoever reads it may stop in the middle without taking the connection away from the answer. */
function contentOf(body: unknown): AsyncIterable<Uint8Array> {
  if (body instanceof Readable) return body.iterator({ destroyOnReturn: false });
  return Readable.from(Buffer.isBuffer(body) ? [body] : [], { objectMode: false });
}
