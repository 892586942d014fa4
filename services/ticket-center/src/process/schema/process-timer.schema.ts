import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import { claimableColumns, claimableIndex, type Claimable } from './claimable.js';

export interface ProcessTimerRow extends Claimable {
  instance: string;
  wait: number;
}

export const ProcessTimerSchema = new EntitySchema<ProcessTimerRow>({
  name: 'process_timer',
  columns: {
    instance: column.primary(column.ref()),
    wait: column.primary(column.int()),
    ...claimableColumns,
  },
  indices: [schemaIndex('process_timer', claimableIndex)],
});
