import type { RecordType } from '#libs/process-engine/records';
import { column } from '#libs/persistence/rows/columns';
import { sealed } from '#libs/personal-data/sealed-column';
import { EntitySchema } from 'typeorm';
import { isCourse } from './course.js';

/** A record of an instance. The key is also the fence: of two writers who go on from the same record, one fails. */
export interface ProcessRecordRow {
  instance: string;
  seq: number;
  type: RecordType;
  element: number | null;
  node: string | null;
  run: number | null;
  at: Date;
  /** All of it but type, number and time; sealed where it says more than where the process went. */
  body: object;
}

export const ProcessRecordSchema = new EntitySchema<ProcessRecordRow>({
  name: 'process_record',
  columns: {
    instance: column.primary(column.ref()),
    seq: column.primary(column.int()),
    type: column.varchar(32),
    element: column.nullable(column.int()),
    node: column.nullable(column.varchar(255)),
    run: column.nullable(column.int()),
    at: column.time(),
    body: sealed(column.json(), { unless: isCourse }),
  },
});
