import { journalSchema } from '#libs/persistence/rows/aggregate-store';
import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import { Diagnosis } from '../domain/diagnosis.aggregate.js';
import type { DiagnosisDocument } from '../domain/diagnosis-document.js';
import type { DiagnosisProblem } from '../domain/diagnosis-problem.js';

/** A diagnosis as it lies in its table, for queries. */
export interface DiagnosisRow {
  id: string;
  version: number;
  updatedAt: Date;
  code: string;
  name: string;
  draft: DiagnosisDocument;
  problems: DiagnosisProblem[];
  savedBy: string;
  latest: number;
  live: number | null;
}

export const DiagnosisSchema = new EntitySchema<DiagnosisRow>({
  name: 'Diagnosis',
  tableName: 'diagnosis',
  target: Diagnosis,
  columns: {
    ...aggregateColumns,
    code: column.varchar(64),
    name: column.varchar(120),
    draft: column.json(),
    problems: column.json(),
    savedBy: column.varchar(64),
    latest: column.int(),
    live: column.nullable(column.int()),
  },
  indices: [schemaIndex('diagnosis', { columns: ['code'], unique: true })],
});

export const DiagnosisJournalSchema = journalSchema('diagnosis_journal');

/** A published version: nothing of it ever changes. */
export interface DiagnosisVersionRow {
  diagnosisId: string;
  /** From 1, without gaps. */
  number: number;
  document: DiagnosisDocument;
  publishedBy: string;
  publishedAt: Date;
  note: string;
}

export const DiagnosisVersionSchema = new EntitySchema<DiagnosisVersionRow>({
  name: 'diagnosis_version',
  columns: {
    diagnosisId: column.primary(column.ref()),
    number: column.primary(column.int()),
    document: column.json(),
    publishedBy: column.varchar(64),
    publishedAt: column.time(),
    note: column.varchar(2_000),
  },
});
