import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { journalSchema } from '#libs/persistence/rows/aggregate-store';
import { EntitySchema } from 'typeorm';
import { Alert, type AlertState, type AlertSubject } from '../domain/alert.aggregate.js';

export interface AlertRow extends AlertSubject {
  id: string;
  version: number;
  updatedAt: Date;
  state: AlertState;
  openOf: string | null;
  value: number | null;
  firstRaisedAt: Date;
  raisedAt: Date;
  nextStep: number;
  timesAgain: number;
  snoozedUntil: Date | null;
  acknowledgedBy: string | null;
  clearedAt: Date | null;
  dueAt: Date | null;
}

export const AlertSchema = new EntitySchema<AlertRow>({
  name: 'Alert',
  tableName: 'monitor_alert',
  target: Alert,
  columns: {
    ...aggregateColumns,
    cause: column.varchar(80),
    name: column.varchar(64),
    severity: column.varchar(16),
    figure: column.nullable(column.varchar(64)),
    scopeKind: column.varchar(16),
    scopeId: column.varchar(64),
    steps: column.json(),
    state: column.varchar(16),
    openOf: column.nullable(column.varchar(80)),
    value: column.nullable(column.json()),
    firstRaisedAt: column.time(),
    raisedAt: column.time(),
    nextStep: column.int(),
    timesAgain: column.int(),
    snoozedUntil: column.nullable(column.time()),
    acknowledgedBy: column.nullable(column.varchar(64)),
    clearedAt: column.nullable(column.time()),
    dueAt: column.nullable(column.time()),
  },
  indices: [
    schemaIndex('monitor_alert', { columns: ['openOf'], unique: true }),
    schemaIndex('monitor_alert', { columns: ['cause', 'id'] }),
    schemaIndex('monitor_alert', { columns: ['state', 'id'] }),
    schemaIndex('monitor_alert', { columns: ['dueAt'] }),
  ],
});

export const AlertJournalSchema = journalSchema('monitor_alert_journal');
