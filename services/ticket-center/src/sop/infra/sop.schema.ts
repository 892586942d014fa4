import type { JournalRow } from '#libs/persistence/rows/aggregate-store';
import { aggregateColumns, column, journalColumns, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import { Sop, type SopCard, type SopDraft } from '../domain/sop.aggregate.js';
import type { SopVersion } from '../domain/sop-versions.js';

export const MAX_SOP_NAME = 120;

export interface SopRow extends SopCard {
  id: string;
  version: number;
  updatedAt: Date;
  reviewDueAt: Date;
  /** 0: none was published yet. */
  latest: number;
  retired: boolean;
  draft: SopDraft | null;
}

export const SopSchema = new EntitySchema<SopRow>({
  name: 'Sop',
  tableName: 'sop',
  target: Sop,
  columns: {
    ...aggregateColumns,
    id: column.primary(column.varchar(MAX_SOP_NAME)),
    title: column.varchar(300),
    categoryIds: column.json(),
    ticketTypes: column.json(),
    ownerId: column.varchar(64),
    reviewEveryDays: column.int(),
    reviewDueAt: column.time(),
    latest: column.int(),
    retired: column.flag(),
    draft: column.nullable(column.json()),
  },
  indices: [schemaIndex('sop', { columns: ['reviewDueAt', 'id'] })],
});

/** Which SOPs are for a category. */
export const SopCategorySchema = new EntitySchema<{ categoryId: string; sopName: string }>({
  name: 'sop_category',
  columns: {
    categoryId: column.primary(column.ref()),
    sopName: column.primary(column.varchar(MAX_SOP_NAME)),
  },
  indices: [schemaIndex('sop_category', { columns: ['sopName'] })],
});

export const SopJournalSchema = new EntitySchema<JournalRow>({
  name: 'sop_journal',
  columns: { ...journalColumns, aggregateId: column.varchar(MAX_SOP_NAME) },
  indices: [schemaIndex('sop_journal', { columns: ['aggregateId', 'id'] })],
});

export const SopVersionSchema = new EntitySchema<SopVersion>({
  name: 'sop_version',
  columns: {
    name: column.primary(column.varchar(MAX_SOP_NAME)),
    version: column.primary(column.int()),
    content: column.json(),
    calls: column.json(),
    note: column.varchar(2_000),
    createdAt: column.time(),
    createdBy: column.varchar(64),
  },
});
