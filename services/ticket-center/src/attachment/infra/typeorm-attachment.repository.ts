import { Clock } from '#libs/kernel/clock';
import { Outbox } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { Attachment } from '../domain/attachment.aggregate.js';
import { AttachmentNotFound } from '../domain/attachment.errors.js';
import type { AttachmentStore } from '../domain/attachment.repository.js';
import { AttachmentJournalSchema, AttachmentSchema } from './attachment.schema.js';

/** What happens to files stays in this service. */
@Injectable()
export class TypeormAttachments extends AggregateStore<Attachment> implements AttachmentStore {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: AttachmentSchema,
      notFound: (id) => new AttachmentNotFound('There is no such attachment.', { id }),
      publish: () => null,
      journal: AttachmentJournalSchema,
    });
  }
}
