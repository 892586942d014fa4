import type { Uncertainty } from '#libs/workforce/forecast/prediction-interval';
import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { ForecastDay, TriedModel } from '../forecasts/make-forecast.js';
import type { SourceDay } from '../forecasts/source-days.js';

/** A forecast as it was made or copied, and edited since. */
export interface ForecastVersion {
  id: string;
  version: number;
  groupId: string;
  /** Of its group, from 1 on. */
  number: number;
  fromDate: string;
  toDate: string;
  /** The one that was chosen, then the others, the best first. */
  models: readonly TriedModel[];
  uncertainty: Uncertainty;
  backTestDays: number;
  historyFrom: string;
  historyTo: string;
  /** Days of it that somebody has weighted or excluded; null: none. */
  sourceDays: readonly SourceDay[] | null;
  /** It was copied from that one. */
  copyOf: string | null;
  /** By the first time that any of its weeks was published; then it stays as it is. */
  publishedAt: Date | null;
  createdBy: string;
  createdAt: Date;
}

export const ForecastVersionSchema = new EntitySchema<ForecastVersion>({
  name: 'planning_forecast',
  columns: {
    id: column.id(),
    version: column.int(),
    groupId: column.ref(),
    number: column.int(),
    fromDate: column.varchar(10),
    toDate: column.varchar(10),
    models: column.json(),
    uncertainty: column.json(),
    backTestDays: column.int(),
    historyFrom: column.varchar(10),
    historyTo: column.varchar(10),
    sourceDays: column.nullable(column.json()),
    copyOf: column.nullable(column.ref()),
    publishedAt: column.nullable(column.time()),
    createdBy: column.varchar(64),
    createdAt: column.time(),
  },
  indices: [schemaIndex('planning_forecast', { columns: ['groupId', 'number'], unique: true })],
});

export interface ForecastDayRow extends ForecastDay {
  versionId: string;
}

export const ForecastDaySchema = new EntitySchema<ForecastDayRow>({
  name: 'planning_forecast_day',
  columns: {
    versionId: column.primary(column.ref()),
    date: column.primary(column.varchar(10)),
    contacts: column.json(),
    handleSeconds: column.json(),
  },
});

/** What somebody changed by hand. */
export interface ForecastEdit {
  id: string;
  versionId: string;
  change: object;
  reason: string;
  /** All of the version's together. */
  contacts: { readonly before: number; readonly after: number };
  editedBy: string;
  editedAt: Date;
}

export const ForecastEditSchema = new EntitySchema<ForecastEdit>({
  name: 'planning_forecast_edit',
  columns: {
    id: column.id(),
    versionId: column.ref(),
    change: column.json(),
    reason: column.varchar(500),
    contacts: column.json(),
    editedBy: column.varchar(64),
    editedAt: column.time(),
  },
  indices: [schemaIndex('planning_forecast_edit', { columns: ['versionId', 'id'] })],
});

/** What a week of a group is planned by: one version. */
export interface Publication {
  groupId: string;
  /** Its Monday. */
  week: string;
  versionId: string;
  publishedBy: string;
  publishedAt: Date;
}

export const PublicationSchema = new EntitySchema<Publication>({
  name: 'planning_publication',
  columns: {
    groupId: column.primary(column.ref()),
    week: column.primary(column.varchar(10)),
    versionId: column.ref(),
    publishedBy: column.varchar(64),
    publishedAt: column.time(),
  },
  indices: [schemaIndex('planning_publication', { columns: ['versionId'] })],
});
