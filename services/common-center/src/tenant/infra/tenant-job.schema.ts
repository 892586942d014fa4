import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { JobKind, JobStep } from '../domain/job-steps.js';
import { TenantJob, type JobOrder, type JobState, type Results } from '../domain/tenant-job.aggregate.js';

/** A job as it lies in its table, for queries. */
export interface TenantJobRow {
  id: string;
  version: number;
  updatedAt: Date;
  tenantId: string;
  kind: JobKind;
  order: JobOrder;
  step: JobStep;
  state: JobState;
  results: Partial<Record<JobStep, Results>>;
  reason: string | null;
  startedAt: Date;
  endedAt: Date | null;
  heldAt: Date | null;
  readOnlyMs: number | null;
}

const columns = {
  ...aggregateColumns,
  tenantId: column.ref(),
  kind: column.varchar(16),
  order: column.json(),
  step: column.varchar(16),
  state: column.varchar(16),
  results: column.json(),
  reason: column.nullable(column.varchar(500)),
  startedAt: column.time(),
  endedAt: column.nullable(column.time()),
  heldAt: column.nullable(column.time()),
  readOnlyMs: column.nullable(column.int()),
};

export const TenantJobSchema = new EntitySchema<TenantJobRow>({
  name: 'TenantJob',
  tableName: 'tenant_job',
  target: TenantJob,
  columns,
  indices: [
    schemaIndex('tenant_job', { columns: ['state', 'id'] }),
    schemaIndex('tenant_job', { columns: ['tenantId', 'id'] }),
  ],
});
