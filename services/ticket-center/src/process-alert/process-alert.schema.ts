import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { ProcessMetric } from '../process/process-measures.api.js';

/** What is measured, and when it alarms. */
export interface Watched {
  readonly metric: ProcessMetric;
  /** null: all together. */
  readonly definition: string | null;
  /** null: the process as a whole. */
  readonly node: string | null;
  readonly comparison: 'above' | 'below';
  /** Beyond it an alert is raised; in the unit of the metric. */
  readonly value: number;
  /** There, or on its good side, the alert is cleared. */
  readonly clearValue: number;
  /** ISO 8601. */
  readonly window: string;
  /** ISO 8601: from one alert to the next there is at least this time. */
  readonly pause: string;
}

export interface Recipients {
  /** Ids. */
  readonly accounts: readonly string[];
  /** And whoever has this role when an alert is raised. */
  readonly role: string | null;
}

export interface AlertRule {
  id: string;
  version: number;
  name: string;
  watched: Watched;
  recipients: Recipients;
  changedBy: string;
  changedAt: Date;
  /** That is raised now. */
  alert: string | null;
  /** When its last alert was. */
  raisedAt: Date | null;
}

export interface Alert {
  id: string;
  rule: string;
  /** What the rule said when it was raised. */
  name: string;
  watched: Watched;
  /** Those of the role among the accounts. */
  recipients: Recipients;
  measured: { readonly raised: number; readonly cleared: number | null };
  state: 'raised' | 'cleared';
  raisedAt: Date;
  clearedAt: Date | null;
}

/** Whose an alert is. */
export interface AlertRecipient {
  /** An account, or `role/<name>`. */
  recipient: string;
  alert: string;
}

export const AlertRuleSchema = new EntitySchema<AlertRule>({
  name: 'process_alert_rule',
  columns: {
    id: column.id(),
    version: column.int(),
    name: column.varchar(64),
    watched: column.json(),
    recipients: column.json(),
    changedBy: column.varchar(64),
    changedAt: column.time(),
    alert: column.nullable(column.ref()),
    raisedAt: column.nullable(column.time()),
  },
  indices: [schemaIndex('process_alert_rule', { columns: ['name'], unique: true })],
});

export const AlertSchema = new EntitySchema<Alert>({
  name: 'process_alert',
  columns: {
    id: column.id(),
    rule: column.ref(),
    name: column.varchar(64),
    watched: column.json(),
    recipients: column.json(),
    measured: column.json(),
    state: column.varchar(8),
    raisedAt: column.time(),
    clearedAt: column.nullable(column.time()),
  },
  indices: [
    schemaIndex('process_alert', { columns: ['state', 'id'] }),
    schemaIndex('process_alert', { columns: ['rule', 'id'] }),
  ],
});

export const AlertRecipientSchema = new EntitySchema<AlertRecipient>({
  name: 'process_alert_recipient',
  columns: { recipient: column.primary(column.varchar(128)), alert: column.primary(column.ref()) },
});

export const alertEntities = [AlertRuleSchema, AlertSchema, AlertRecipientSchema];
