import type { BreakerState } from '#libs/discovery/resilience/resilience';
import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** How much of its quota an interface has used in its window. */
export interface InterfaceQuotaRow {
  interfaceId: string;
  windowStart: Date;
  used: number;
}

export const InterfaceQuotaSchema = new EntitySchema<InterfaceQuotaRow>({
  name: 'interface_quota',
  columns: { interfaceId: column.primary(column.ref()), windowStart: column.time(), used: column.int() },
});

/** What was answered while the interface recorded, by what was asked. */
export interface InterfaceRecordingRow {
  /** Digest of interface, operation and request. */
  id: string;
  interfaceId: string;
  operation: string;
  recordedAt: Date;
  /** Personal data may be in it. */
  sealed: { text: string };
}

export const InterfaceRecordingSchema = new EntitySchema<InterfaceRecordingRow>({
  name: 'interface_recording',
  columns: {
    id: column.primary(column.varchar(64)),
    interfaceId: column.ref(),
    operation: column.varchar(64),
    recordedAt: column.time(),
    sealed: column.json(),
  },
  indices: [schemaIndex('interface_recording', { columns: ['interfaceId', 'operation', 'id'] })],
});

export type AlarmMetric = 'error-ratio' | 'p95-ms';

/** Whether an alarm of an interface is raised. */
export interface InterfaceAlarmRow {
  interfaceId: string;
  metric: AlarmMetric;
  raised: boolean;
  /** What was measured when it last changed; null: nothing. */
  value: number | null;
  threshold: number;
  changedAt: Date;
}

/** Measures are kept in thousandths: databases differ on fractions. */
const inThousandths = {
  to: (value: number | null) => (value === null ? null : Math.round(value * 1_000)),
  from: (kept: number | string | null) => (kept === null ? null : Number(kept) / 1_000),
};

export const InterfaceAlarmSchema = new EntitySchema<InterfaceAlarmRow>({
  name: 'interface_alarm',
  columns: {
    interfaceId: column.primary(column.ref()),
    metric: column.primary(column.varchar(16)),
    raised: column.flag(),
    value: { ...column.nullable(column.bigint()), transformer: inThousandths },
    threshold: { ...column.bigint(), transformer: inThousandths },
    changedAt: column.time(),
  },
  indices: [schemaIndex('interface_alarm', { columns: ['raised'] })],
});

/** How the breaker of an interface stands in a process. */
export interface InterfaceBreakerRow {
  interfaceId: string;
  process: string;
  state: BreakerState;
  changedAt: Date;
}

export const InterfaceBreakerSchema = new EntitySchema<InterfaceBreakerRow>({
  name: 'interface_breaker',
  columns: {
    interfaceId: column.primary(column.ref()),
    process: column.primary(column.ref()),
    state: column.varchar(16),
    changedAt: column.time(),
  },
  indices: [schemaIndex('interface_breaker', { columns: ['changedAt'] })],
});
