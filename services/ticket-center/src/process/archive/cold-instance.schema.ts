import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { ProcessInstanceRow } from '../schema/process-instance.schema.js';
import type { Place } from './packed-instances.js';

/** An instance in the archive: what it is found and listed by, and where the rest is. */
export interface ColdInstanceRow
  extends Omit<ProcessInstanceRow, 'parentInstance' | 'parentWait' | 'snapshot' | 'countedAt'>, Place {
  chunk: string;
}

export const ColdInstanceSchema = new EntitySchema<ColdInstanceRow>({
  name: 'process_cold_instance',
  columns: {
    id: column.id(),
    definitionId: column.varchar(255),
    version: column.int(),
    businessKey: column.nullable(column.varchar(255)),
    rootInstance: column.ref(),
    state: column.varchar(16),
    status: column.nullable(column.varchar(120)),
    seq: column.int(),
    startedAt: column.time(),
    endedAt: column.nullable(column.time()),
    chunk: column.ref(),
    position: column.int(),
    bytes: column.int(),
  },
  indices: [
    schemaIndex('process_cold_instance', { columns: ['definitionId', 'version', 'state'] }),
    schemaIndex('process_cold_instance', { columns: ['businessKey'] }),
    schemaIndex('process_cold_instance', { columns: ['rootInstance'] }),
    schemaIndex('process_cold_instance', { columns: ['chunk'] }),
  ],
});
