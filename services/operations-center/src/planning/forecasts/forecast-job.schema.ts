import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { SourceDay } from './source-days.js';

export const JOB_STATUSES = ['waiting', 'running', 'done', 'cancelled', 'failed'] as const;
export const OPEN_STATUSES = ['waiting', 'running'] as const;

/** A forecast that was ordered. */
export interface ForecastJob {
  id: string;
  groupId: string;
  status: (typeof JOB_STATUSES)[number];
  fromDate: string;
  toDate: string;
  /** Days of the history that somebody has weighted or excluded; null: none. */
  sourceDays: readonly SourceDay[] | null;
  /** Models that are tried, of so many. */
  tried: number;
  models: number;
  /** Counts who works on it: what an earlier one still says is not heard. */
  attempt: number;
  /** Why it failed. */
  code: string | null;
  versionId: string | null;
  orderedBy: string;
  orderedAt: Date;
  endedAt: Date | null;
}

export const ForecastJobSchema = new EntitySchema<ForecastJob>({
  name: 'planning_forecast_job',
  columns: {
    id: column.id(),
    groupId: column.ref(),
    status: column.varchar(16),
    fromDate: column.varchar(10),
    toDate: column.varchar(10),
    sourceDays: column.nullable(column.json()),
    tried: column.int(),
    models: column.int(),
    attempt: column.int(),
    code: column.nullable(column.varchar(64)),
    versionId: column.nullable(column.ref()),
    orderedBy: column.varchar(64),
    orderedAt: column.time(),
    endedAt: column.nullable(column.time()),
  },
  indices: [
    schemaIndex('planning_forecast_job', { columns: ['status', 'id'] }),
    schemaIndex('planning_forecast_job', { columns: ['groupId', 'id'] }),
  ],
});
