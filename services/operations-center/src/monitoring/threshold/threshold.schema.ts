import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { AlertSubject, EscalationStep } from '../domain/alert.aggregate.js';
import type { Levels, Standing } from '../domain/hysteresis.js';
import type { QuietHours } from '../domain/quiet-hours.js';
import type { FigureWindow, MonitorScopeKind } from '../figure/figure-definition.js';

export interface Watched {
  readonly figure: string;
  readonly window: FigureWindow;
  readonly kind: MonitorScopeKind;
  readonly id: string;
}

/** What is watched, and who is told. */
export interface Threshold {
  id: string;
  version: number;
  name: string;
  severity: AlertSubject['severity'];
  watched: Watched;
  levels: Levels;
  quietHours: QuietHours | null;
  steps: readonly EscalationStep[];
  isActive: boolean;
  changedBy: string;
  changedAt: Date;
  /** Where the number stands; written when that changes. */
  standing: Standing;
}

export const ThresholdSchema = new EntitySchema<Threshold>({
  name: 'monitor_threshold',
  columns: {
    id: column.id(),
    version: column.int(),
    name: column.varchar(64),
    severity: column.varchar(16),
    watched: column.json(),
    levels: column.json(),
    quietHours: column.nullable(column.json()),
    steps: column.json(),
    isActive: column.flag(),
    changedBy: column.varchar(64),
    changedAt: column.time(),
    standing: column.json(),
  },
  indices: [schemaIndex('monitor_threshold', { columns: ['name'], unique: true })],
});
