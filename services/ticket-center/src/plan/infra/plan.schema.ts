import type { CustomerRow } from '#libs/contracts/common-center/customer/customer-api';
import { journalSchema } from '#libs/persistence/rows/aggregate-store';
import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { sealed } from '#libs/personal-data/sealed-column';
import { EntitySchema } from 'typeorm';
import { Plan, type PlanKind, type PlanStatus } from '../domain/plan.aggregate.js';
import type { PlanDesign } from '../domain/plan-design.js';
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
  design: PlanDesign | null;
  releaseAt: Date | null;
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
    design: column.nullable(column.json()),
    releaseAt: column.nullable(column.time()),
  },
  indices: [schemaIndex('plan', { columns: ['releaseAt'] })],
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
  /** What is known of it besides; emptied with its task. */
  attributes: Record<string, unknown> | null;
  segment: string | null;
  /** Null: not placed yet. */
  state: TargetState | null;
  /** 1: the customer did what was hoped for. */
  converted: number | null;
  convertedValue: number | null;
}

export type TargetState = 'waiting' | 'control' | 'suppressed' | 'task';

export const PlanTargetSchema = new EntitySchema<PlanTargetRow>({
  name: 'plan_target',
  columns: {
    id: column.id(),
    planId: column.ref(),
    importId: column.ref(),
    line: column.int(),
    customer: sealed(column.nullable(column.json())),
    customerId: column.nullable(column.ref()),
    taskId: column.nullable(column.ref()),
    attributes: sealed(column.nullable(column.json())),
    segment: column.nullable(column.varchar(64)),
    state: column.nullable(column.varchar(16)),
    converted: column.nullable(column.int()),
    convertedValue: column.nullable(column.bigint()),
  },
  indices: [
    schemaIndex('plan_target', { columns: ['importId', 'line'], unique: true }),
    schemaIndex('plan_target', { columns: ['planId', 'taskId'] }),
    schemaIndex('plan_target', { columns: ['planId', 'state', 'segment', 'id'] }),
    schemaIndex('plan_target', { columns: ['planId', 'customerId'] }),
  ],
});

export interface PlanShareRow {
  planId: string;
  segment: string;
  personId: string;
  day: string;
  given: number;
}

export const PlanShareSchema = new EntitySchema<PlanShareRow>({
  name: 'plan_share',
  columns: {
    planId: column.primary(column.ref()),
    segment: column.primary(column.varchar(64)),
    personId: column.primary(column.varchar(64)),
    day: column.primary(column.varchar(10)),
    given: column.int(),
  },
});
