import type { Candidate } from '#libs/kernel/rollout';
import type { JournalRow } from '#libs/persistence/rows/aggregate-store';
import { aggregateColumns, column, journalColumns, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { FormDraft, FormKind, ShareOf } from '../domain/form-content.js';
import { FormDefinition } from '../domain/form-definition.aggregate.js';
import { MAX_FORM_NAME } from './form-version.schema.js';

export interface FormDefinitionRow {
  id: string;
  version: number;
  updatedAt: Date;
  kind: FormKind;
  /** 0: none was published yet. */
  latest: number;
  stable: number;
  candidate: Candidate | null;
  shareOf: ShareOf;
  draft: FormDraft | null;
}

export const FormDefinitionSchema = new EntitySchema<FormDefinitionRow>({
  name: 'FormDefinition',
  tableName: 'form_definition',
  target: FormDefinition,
  columns: {
    ...aggregateColumns,
    id: column.primary(column.varchar(MAX_FORM_NAME)),
    kind: column.varchar(16),
    latest: column.int(),
    stable: column.int(),
    candidate: column.nullable(column.json()),
    shareOf: column.varchar(16),
    draft: column.nullable(column.json()),
  },
});

export const FormDefinitionJournalSchema = new EntitySchema<JournalRow>({
  name: 'form_definition_journal',
  columns: { ...journalColumns, aggregateId: column.varchar(MAX_FORM_NAME) },
  indices: [schemaIndex('form_definition_journal', { columns: ['aggregateId', 'id'] })],
});
