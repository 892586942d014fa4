import type { TimerWait } from '#libs/process-engine/snapshot';
import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import { claimableColumns, claimableIndex, type Claimable } from '../schema/claimable.js';

/** An event that starts instances of a process, as long as its version is the stable one. */
export interface ProcessStartRow extends Claimable {
  definition: string;
  node: string;
  version: number;
  kind: 'message' | 'signal' | 'timer';
  /** Of the message or signal; of a timer empty. */
  name: string;
  /** Of a timer. */
  timer: TimerWait | null;
}

export const ProcessStartSchema = new EntitySchema<ProcessStartRow>({
  name: 'process_start',
  columns: {
    definition: column.primary(column.varchar(255)),
    node: column.primary(column.varchar(255)),
    version: column.int(),
    kind: column.varchar(8),
    name: column.varchar(255),
    timer: column.nullable(column.json()),
    ...claimableColumns,
  },
  indices: [schemaIndex('process_start', { columns: ['kind', 'name'] }), schemaIndex('process_start', claimableIndex)],
});
