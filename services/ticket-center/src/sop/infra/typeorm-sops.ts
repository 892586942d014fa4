import { Clock } from '#libs/kernel/clock';
import { Outbox } from '#libs/messaging/outbox';
import { AggregateStore, StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { Injectable } from '@nestjs/common';
import type { Sop } from '../domain/sop.aggregate.js';
import { SopNotFound } from '../domain/sop.errors.js';
import { SopStore } from '../domain/sop.repository.js';
import { SopVersions, type SopVersion } from '../domain/sop-versions.js';
import { SopCategorySchema, SopJournalSchema, SopSchema, SopVersionSchema, type SopRow } from './sop.schema.js';

@Injectable()
export class TypeormSops extends AggregateStore<Sop> implements SopStore {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: SopSchema,
      notFound: (id) => new SopNotFound(`There is no SOP ${id}.`, { id }),
      publish: () => null,
      lookups: [{ schema: SopCategorySchema, owner: 'sopName', rows: categoryRows }],
      journal: SopJournalSchema,
    });
  }

  async has(id: string): Promise<boolean> {
    return (await this.database.reader()).existsBy(SopSchema, { id });
  }

  override async add(sop: Sop): Promise<void> {
    await super.add(sop).catch((error: unknown) => {
      if (!isDuplicateKey(error)) throw error;
      throw new StaleVersion('Someone else has just made the same SOP.', { id: sop.id });
    });
  }
}

@Injectable()
export class TypeormSopVersions extends SopVersions {
  constructor(private readonly database: Database) {
    super();
  }

  override async add(version: SopVersion): Promise<void> {
    await this.database.transaction((tx) => tx.insert(SopVersionSchema, version as object));
  }
}

function categoryRows(sop: Sop): { categoryId: string; sopName: string }[] {
  const { categoryIds } = sop as unknown as SopRow;
  return categoryIds.map((categoryId) => ({ categoryId, sopName: sop.id }));
}
