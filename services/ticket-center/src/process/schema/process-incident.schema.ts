import type { IncidentCode } from '#libs/process-engine/incident';
import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { sealed } from '#libs/personal-data/sealed-column';
import { EntitySchema } from 'typeorm';

/** An incident that is open; what became of the others is in the records. */
export interface ProcessIncidentRow {
  instance: string;
  id: number;
  code: IncidentCode;
  node: string;
  message: string;
  at: Date;
}

export const ProcessIncidentSchema = new EntitySchema<ProcessIncidentRow>({
  name: 'process_incident',
  columns: {
    instance: column.primary(column.ref()),
    id: column.primary(column.int()),
    code: column.varchar(32),
    node: column.varchar(255),
    message: sealed(column.text()),
    at: column.time(),
  },
  indices: [schemaIndex('process_incident', { columns: ['code', 'at'] })],
});
