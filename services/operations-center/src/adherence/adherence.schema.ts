import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { AdherenceRules, Exception } from './domain/adherence.js';

/** What an agent became, as told. */
export interface AdherenceState {
  agentId: string;
  seq: number;
  state: string;
  reason: string | null;
  at: Date;
}

export const AdherenceStateSchema = new EntitySchema<AdherenceState>({
  name: 'adherence_state',
  columns: {
    agentId: column.primary(column.varchar(64)),
    seq: column.primary(column.int()),
    state: column.varchar(32),
    reason: column.nullable(column.varchar(64)),
    at: column.time(),
  },
  indices: [
    schemaIndex('adherence_state', { columns: ['agentId', 'at'] }),
    schemaIndex('adherence_state', { columns: ['at'] }),
  ],
});

export interface AdherenceException {
  id: string;
  version: number;
  agentId: string;
  from: Date;
  to: Date;
  as: Exception['as'];
  /** A code; never what happened to the person in words. */
  reason: string;
  approvedBy: string;
}

export const AdherenceExceptionSchema = new EntitySchema<AdherenceException>({
  name: 'adherence_exception',
  columns: {
    id: column.id(),
    version: column.int(),
    agentId: column.varchar(64),
    from: { ...column.time(), name: 'startsAt' },
    to: { ...column.time(), name: 'endsAt' },
    as: { ...column.varchar(16), name: 'countsAs' },
    reason: column.varchar(64),
    approvedBy: column.varchar(64),
  },
  indices: [{ name: 'idx_adherence_exception_agentId_endsAt', columns: ['agentId', 'to'] }],
});

export interface AdherenceSettings {
  id: string;
  version: number;
  toleranceSeconds: number;
  reasons: AdherenceRules['reasons'];
}

export const THE_SETTINGS = 'tenant' as const;

export const AdherenceSettingsSchema = new EntitySchema<AdherenceSettings>({
  name: 'adherence_settings',
  columns: { id: column.id(), version: column.int(), toleranceSeconds: column.int(), reasons: column.json() },
});
