import type { Variables } from '#libs/process-engine/variables';
import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { sealed } from '#libs/personal-data/sealed-column';
import { EntitySchema } from 'typeorm';
import { claimableColumns, claimableIndex, type Claimable } from './claimable.js';

/** An attempt to call a connector; while it is claimed, the call may have gone out. */
export interface ProcessCallRow extends Claimable {
  instance: string;
  wait: number;
  connector: string;
  input: Variables;
  effect: 'read' | 'write';
  attempt: number;
  /** Of the call, the same over all attempts. */
  idempotencyKey: string;
  /** null: the host's. */
  timeoutMs: number | null;
  /** An answer to the call only says that it was taken on; its result may be called back until then. null: the answer is the result. */
  callbackUntil: Date | null;
}

export const ProcessCallSchema = new EntitySchema<ProcessCallRow>({
  name: 'process_call',
  columns: {
    instance: column.primary(column.ref()),
    wait: column.primary(column.int()),
    connector: column.varchar(255),
    input: sealed(column.json()),
    effect: column.varchar(8),
    attempt: column.int(),
    idempotencyKey: column.varchar(400),
    timeoutMs: column.nullable(column.int()),
    callbackUntil: column.nullable(column.time()),
    ...claimableColumns,
  },
  indices: [schemaIndex('process_call', claimableIndex)],
});
