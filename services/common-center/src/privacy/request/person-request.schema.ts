import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { PersonRequestRow } from './person-request.js';

const personRequestColumns = {
  id: column.id(),
  version: column.int(),
  kind: column.varchar(16),
  customerId: column.ref(),
  reason: column.varchar(500),
  requestedBy: column.varchar(64),
  requestedAt: column.time(),
  state: column.varchar(16),
  steps: column.json(),
  attempts: column.int(),
  dueAt: column.nullable(column.time()),
  finishedAt: column.nullable(column.time()),
};
const personRequestIndices = [{ columns: ['dueAt'] }, { columns: ['customerId'] }];

export const PersonRequestSchema = new EntitySchema<PersonRequestRow>({
  name: 'person_request',
  columns: personRequestColumns,
  indices: personRequestIndices.map((index) => schemaIndex('person_request', index)),
});

export interface ExportPartRow {
  requestId: string;
  seq: number;
  sealed: string;
}

const exportPartColumns = {
  requestId: column.primary(column.ref()),
  seq: column.primary(column.int()),
  sealed: column.text(),
};

/** What was gathered for a person, sealed by the tenant's key; it goes after some days. */
export const ExportPartSchema = new EntitySchema<ExportPartRow>({
  name: 'person_export_part',
  columns: exportPartColumns,
});
