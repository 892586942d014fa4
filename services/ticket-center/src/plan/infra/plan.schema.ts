import type { CustomerRow } from '#libs/contracts/customer-api';
import { journalSchema } from '#libs/persistence/aggregate-store';
import { aggregateColumns, column, schemaIndex } from '#libs/persistence/columns';
import { EntitySchema } from 'typeorm';
import { Plan, type PlanKind, type PlanStatus } from '../domain/plan.aggregate.js';
import type { BadRow } from '../target-csv.js';

export interface PlanRow {
  id: string;
  version: number;
  updatedAt: Date;
  name: string;
  kind: PlanKind;
  status: PlanStatus;
  targets: number;
  openImportId: string | null;
}

export const PlanSchema = new EntitySchema<PlanRow>({
  name: 'Plan',
  tableName: 'plan',
  target: Plan,
  columns: {
    ...aggregateColumns,
    name: column.varchar(200),
    kind: column.varchar(32),
    status: column.varchar(16),
    targets: column.int(),
    openImportId: column.nullable(column.ref()),
  },
});

export const PlanJournalSchema = journalSchema('plan_journal');

export interface PlanImportRow {
  id: string;
  planId: string;
  status: 'received' | 'taken' | 'refused';
  totalRows: number;
  checkedRows: number;
  badRows: BadRow[];
  receivedAt: Date;
  endedAt: Date | null;
}

export const PlanImportSchema = new EntitySchema<PlanImportRow>({
  name: 'plan_import',
  columns: {
    id: column.id(),
    planId: column.ref(),
    status: column.varchar(16),
    totalRows: column.int(),
    checkedRows: column.int(),
    badRows: column.json(),
    receivedAt: column.time(),
    endedAt: column.nullable(column.time()),
  },
  indices: [schemaIndex('plan_import', { columns: ['planId', 'id'] })],
});

/** A row of an import on its way to becoming a task. */
export interface PlanTargetRow {
  id: string;
  planId: string;
  importId: string;
  line: number;
  /** Emptied once the customer is known: from then on only the id is needed. */
  customer: CustomerRow | null;
  customerId: string | null;
  taskId: string | null;
}

export const PlanTargetSchema = new EntitySchema<PlanTargetRow>({
  name: 'plan_target',
  columns: {
    id: column.id(),
    planId: column.ref(),
    importId: column.ref(),
    line: column.int(),
    customer: column.nullable(column.json()),
    customerId: column.nullable(column.ref()),
    taskId: column.nullable(column.ref()),
  },
  indices: [
    schemaIndex('plan_target', { columns: ['importId', 'line'], unique: true }),
    schemaIndex('plan_target', { columns: ['planId', 'taskId'] }),
  ],
});
