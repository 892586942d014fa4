import { Clock } from '#libs/kernel/clock';
import { Outbox } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { WorkItem } from '../domain/work-item.aggregate.js';
import { WorkItemNotFound } from '../domain/work-item.errors.js';
import { WorkItems } from '../domain/work-item.repository.js';
import { WorkItemJournalSchema, WorkItemSchema } from './work-item.schema.js';

@Injectable()
export class TypeormWorkItems extends AggregateStore<WorkItem> implements WorkItems {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: WorkItemSchema,
      notFound: (id) => new WorkItemNotFound('There is no such work item.', { id }),
      publish: () => null,
      journal: WorkItemJournalSchema,
    });
  }
}
