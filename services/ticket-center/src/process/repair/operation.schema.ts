import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { sealed } from '#libs/personal-data/sealed-column';
import { EntitySchema } from 'typeorm';
import { claimableColumns, claimableIndex, type Claimable } from '../schema/claimable.js';
import type { RepairAction } from './repair-action.js';

/** A repair of many instances, chosen when it was ordered. */
export interface OperationRow {
  id: string;
  action: RepairAction;
  reason: string;
  operator: string;
  total: number;
  /** Nobody begins another one after that. */
  stoppedAt: Date | null;
  orderedAt: Date;
}

export const OperationSchema = new EntitySchema<OperationRow>({
  name: 'process_operation',
  columns: {
    id: column.id(),
    action: sealed(column.json()),
    reason: sealed(column.varchar(10_800)),
    operator: column.varchar(64),
    total: column.int(),
    stoppedAt: column.nullable(column.time()),
    orderedAt: column.time(),
  },
});

export type ItemState = 'waiting' | 'done' | 'refused' | 'stopped';

/** What an operation does to one of its instances. */
export interface OperationItemRow extends Claimable {
  operation: string;
  instance: string;
  state: ItemState;
  /** Why it was refused. */
  problem: { readonly code: string; readonly message: string } | null;
}

export const OperationItemSchema = new EntitySchema<OperationItemRow>({
  name: 'process_operation_item',
  columns: {
    operation: column.primary(column.ref()),
    instance: column.primary(column.ref()),
    state: column.varchar(16),
    problem: sealed(column.nullable(column.json())),
    ...claimableColumns,
  },
  indices: [
    schemaIndex('process_operation_item', claimableIndex),
    schemaIndex('process_operation_item', { columns: ['operation', 'state', 'instance'] }),
  ],
});

export const operationEntities = [OperationSchema, OperationItemSchema];
