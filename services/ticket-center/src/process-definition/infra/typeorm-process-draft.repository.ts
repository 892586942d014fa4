import { Clock } from '#libs/kernel/clock';
import { Outbox } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { DraftNotFound } from '../domain/process-definition.errors.js';
import type { ProcessDraft } from '../domain/process-draft.aggregate.js';
import { Drafts } from '../domain/process-draft.repository.js';
import { ProcessDraftSchema } from './process-draft.schema.js';

@Injectable()
export class TypeormDrafts extends AggregateStore<ProcessDraft> implements Drafts {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: ProcessDraftSchema,
      notFound: (id) => new DraftNotFound('There is no such draft.', { id }),
      publish: () => null,
    });
  }
}
