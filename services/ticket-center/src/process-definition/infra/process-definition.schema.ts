import type { JournalRow } from '#libs/persistence/rows/aggregate-store';
import { aggregateColumns, column, journalColumns, schemaIndex } from '#libs/persistence/rows/columns';
import type { ProcessModel } from '#libs/process-engine/model';
import { EntitySchema } from 'typeorm';
import { ProcessDefinition } from '../domain/process-definition.aggregate.js';
import type { ProcessVersion } from '../domain/process-versions.js';
import type { Candidate } from '#libs/kernel/rollout';

/** Characters of a process id, which people write. */
export const MAX_PROCESS_ID = 255;
export const MAX_PROCESS_NAME = 200;

export interface DefinitionRow {
  id: string;
  version: number;
  updatedAt: Date;
  name: string;
  latest: number;
  stable: number;
  candidate: Candidate | null;
}

export const ProcessDefinitionSchema = new EntitySchema<DefinitionRow>({
  name: 'ProcessDefinition',
  tableName: 'process_definition',
  target: ProcessDefinition,
  columns: {
    ...aggregateColumns,
    id: column.primary(column.varchar(MAX_PROCESS_ID)),
    name: column.varchar(MAX_PROCESS_NAME),
    latest: column.int(),
    stable: column.int(),
    candidate: column.nullable(column.json()),
  },
});

export const ProcessDefinitionJournalSchema = new EntitySchema<JournalRow>({
  name: 'process_definition_journal',
  columns: { ...journalColumns, aggregateId: column.varchar(MAX_PROCESS_ID) },
  indices: [schemaIndex('process_definition_journal', { columns: ['aggregateId', 'id'] })],
});

export const ProcessVersionSchema = new EntitySchema<ProcessVersion<ProcessModel>>({
  name: 'process_version',
  columns: {
    definitionId: column.primary(column.varchar(MAX_PROCESS_ID)),
    number: column.primary(column.int()),
    sha256: column.varchar(64),
    source: column.json(),
    model: column.json(),
    draftId: column.ref(),
    publishedBy: column.varchar(64),
    publishedAt: column.time(),
    note: column.varchar(2_000),
  },
  indices: [schemaIndex('process_version', { columns: ['draftId'] })],
});
