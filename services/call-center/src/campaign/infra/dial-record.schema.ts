import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { blind, sealed } from '#libs/personal-data/sealed-column';
import { sealedJournalSchema } from '#libs/personal-data/sealed-journal';
import { EntitySchema } from 'typeorm';
import { DialRecord, type DialRecordStatus } from '../domain/dial-record.aggregate.js';
import type { Outcome } from '../domain/rules/outcome.js';

export interface DialRecordRow {
  id: string;
  version: number;
  updatedAt: Date;
  campaignId: string;
  sourceKey: string;
  taskId: string | null;
  customerId: string | null;
  numbers: string[];
  zone: string | null;
  priority: number;
  status: DialRecordStatus;
  dueAt: Date;
  attempts: number;
  retried: Partial<Record<Outcome, number>>;
  agentId: string | null;
  reservedUntil: Date | null;
  attemptId: string | null;
  lastOutcome: Outcome | null;
  endedBy: string | null;
}

export const DialRecordSchema = new EntitySchema<DialRecordRow>({
  name: 'DialRecord',
  tableName: 'dial_record',
  target: DialRecord,
  columns: {
    ...aggregateColumns,
    campaignId: column.ref(),
    sourceKey: blind('dial-source', column.varchar(64), { only: /^number:/ }),
    taskId: column.nullable(column.ref()),
    customerId: column.nullable(column.ref()),
    numbers: sealed(column.json()),
    zone: column.nullable(column.varchar(64)),
    priority: column.int(),
    status: column.varchar(16),
    dueAt: column.time(),
    attempts: column.int(),
    retried: column.json(),
    agentId: column.nullable(column.varchar(64)),
    reservedUntil: column.nullable(column.time()),
    attemptId: column.nullable(column.ref()),
    lastOutcome: column.nullable(column.varchar(32)),
    endedBy: column.nullable(column.varchar(32)),
  },
  indices: [
    schemaIndex('dial_record', { columns: ['campaignId', 'sourceKey'], unique: true }),
    schemaIndex('dial_record', { columns: ['campaignId', 'status', 'priority', 'dueAt'] }),
    schemaIndex('dial_record', { columns: ['taskId'] }),
  ],
});

export const DialRecordJournalSchema = sealedJournalSchema('dial_record_journal');
