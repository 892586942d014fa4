import { Clock } from '#libs/kernel/clock';
import { Outbox } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { CategoryTree } from '../domain/category-tree.aggregate.js';
import { CategoryTrees } from '../domain/category-tree.repository.js';
import { CategoryNotFound } from '../domain/ticket-category.errors.js';
import { CategoryTreeJournalSchema, CategoryTreeSchema } from './category-tree.schema.js';

@Injectable()
export class TypeormCategoryTrees extends AggregateStore<CategoryTree> implements CategoryTrees {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: CategoryTreeSchema,
      notFound: (id) => new CategoryNotFound('There are no categories.', { id }),
      publish: () => null,
      journal: CategoryTreeJournalSchema,
    });
  }
}
