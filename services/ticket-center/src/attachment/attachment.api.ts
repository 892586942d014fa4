import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Attachment } from './domain/attachment.aggregate.js';
import { AttachmentNotFound } from './domain/attachment.errors.js';
import { AttachmentStore } from './domain/attachment.repository.js';
import { AttachmentSchema, type AttachmentRow } from './infra/attachment.schema.js';
import { Uploads, type Upload } from './uploads.js';

export type AttachmentLine = Pick<AttachmentRow, 'id' | 'name' | 'contentType' | 'bytes' | 'state'>;

/** What other contexts do with files on tickets. */
@Injectable()
export class Attachments {
  constructor(
    private readonly attachments: AttachmentStore,
    private readonly database: Database,
    private readonly uploads: Uploads,
    private readonly clock: Clock,
  ) {}

  /** As `Uploads.receive`: never within a transaction. */
  receive(upload: Upload): Promise<string> {
    return this.uploads.receive(upload);
  }

  /** All of them are there, on this ticket. @throws AttachmentNotFound, AttachmentGone */
  async require(ticketId: string, ids: readonly string[]): Promise<void> {
    for (const id of ids) refuseForeign(await this.attachments.get(id), ticketId).requireKept();
  }

  /** The customer may see them from now on. @throws AttachmentNotFound, AttachmentGone */
  async show(ticketId: string, ids: readonly string[]): Promise<void> {
    for (const id of new Set(ids))
      await this.attachments.update(id, (attachment) => refuseForeign(attachment, ticketId).show(this.clock.now()));
  }

  /** By id. */
  async linesOf(ids: readonly string[]): Promise<ReadonlyMap<string, AttachmentLine>> {
    if (ids.length === 0) return new Map();
    const select = { id: true, name: true, contentType: true, bytes: true, state: true } as const;
    const rows = await (await this.database.reader()).find(AttachmentSchema, { select, where: { id: In([...ids]) } });
    return new Map(rows.map((row) => [row.id, row]));
  }
}

function refuseForeign(attachment: Attachment, ticketId: string): Attachment {
  if (attachment.ticketId === ticketId) return attachment;
  throw new AttachmentNotFound('The ticket has no such attachment.', { ticketId });
}
