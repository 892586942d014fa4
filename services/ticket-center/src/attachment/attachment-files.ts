import type { Readable } from 'node:stream';
import { Clock } from '#libs/kernel/clock';
import { decodeCursor, pageOf } from '#libs/kernel/page';
import type { ByteRange } from '#libs/object-storage/blob-store';
import { Database } from '#libs/persistence/database';
import { requestedRange } from '#libs/web/http/byte-range';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import { TicketReading } from '../ticket/ticket-reading.api.js';
import type { AttachmentView } from './attachment.dto.js';
import { AttachmentObjects } from './content/attachment-objects.js';
import { AttachmentGone, AttachmentNotFound } from './domain/attachment.errors.js';
import { AttachmentStore } from './domain/attachment.repository.js';
import { AttachmentJournalSchema, AttachmentSchema, type AttachmentRow } from './infra/attachment.schema.js';

export interface OpenedFile {
  readonly file: AttachmentRow;
  /** Undefined: all of it. */
  readonly range: ByteRange | undefined;
  readonly content: Readable;
}

/** Files on tickets, for those who look at them. @throws AttachmentNotFound for whoever may not see it */
@Injectable()
export class AttachmentFiles {
  constructor(
    private readonly attachments: AttachmentStore,
    private readonly database: Database,
    private readonly objects: AttachmentObjects,
    private readonly tickets: TicketReading,
    private readonly clock: Clock,
  ) {}

  /** Those that are kept, the oldest first. @param withInternal those the customer must not see, too */
  async list(ticketId: string, { limit, cursor }: PageQuery, withInternal: boolean) {
    await this.tickets.require(ticketId);
    const after = cursor === undefined ? {} : { id: MoreThan(decodeCursor(cursor, 1)[0]!) };
    const where = { ticketId, state: 'kept' as const, ...after, ...(withInternal ? {} : { internal: false }) };
    const reader = await this.database.reader();
    const rows = await reader.find(AttachmentSchema, { where, order: { id: 'ASC' }, take: limit + 1 });
    const { items, next } = pageOf(rows, limit, ({ id }) => [id]);
    return { items: items.map(attachmentView), next };
  }

  async get(ticketId: string, id: string, withInternal: boolean): Promise<AttachmentRow> {
    const row = await (await this.database.reader()).findOneBy(AttachmentSchema, { id, ticketId });
    if (row && (withInternal || !row.internal)) return row;
    throw new AttachmentNotFound('The ticket has no such attachment.', { ticketId, id });
  }

  /** @param rangeField the Range field as it came. @throws AttachmentGone, Refusal 416 */
  async open(file: AttachmentRow, rangeField: string | undefined): Promise<OpenedFile> {
    if (file.state !== 'kept') throw new AttachmentGone('The file is not there any more.', { id: file.id });
    const range = requestedRange(rangeField, file.bytes!);
    return { file, range, content: await this.objects.read(file.id, range) };
  }

  /** From here on nobody sees it; the sweep erases what lies in object storage. @throws AttachmentGone */
  async delete(ticketId: string, id: string, why: string, by: string): Promise<void> {
    await this.get(ticketId, id, true);
    await this.attachments.update(id, (attachment) => attachment.delete(by, why, this.clock.now()));
  }

  async journal(ticketId: string, id: string, { limit, cursor }: PageQuery) {
    await this.get(ticketId, id, true);
    const after = cursor === undefined ? {} : { id: MoreThan(decodeCursor(cursor, 1)[0]!) };
    const options = { where: { aggregateId: id, ...after }, order: { id: 'ASC' }, take: limit + 1 } as const;
    const rows = await (await this.database.reader()).find(AttachmentJournalSchema, options);
    const { items, next } = pageOf(rows, limit, (row) => [row.id]);
    return { items: items.map(({ at, ...row }) => ({ ...row, at: at.toISOString() })), next };
  }
}

export function attachmentView({ internal, uploadedAt, ...row }: AttachmentRow): AttachmentView {
  return { ...row, visibility: internal ? 'internal' : 'public', uploadedAt: uploadedAt.toISOString() };
}
