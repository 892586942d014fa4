import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { blind, sealed } from '#libs/personal-data/sealed-column';
import { EntitySchema } from 'typeorm';
import { Attempt, type AttemptStatus } from '../domain/attempt.aggregate.js';
import type { DiallingMode } from '../domain/campaign-definition.js';
import type { DiallingRule } from '../domain/rules/dialling-rules.js';
import type { Outcome } from '../domain/rules/outcome.js';

export interface AttemptRow {
  id: string;
  version: number;
  updatedAt: Date;
  campaignId: string;
  recordId: string;
  mode: DiallingMode;
  number: string;
  /** The number, where it is looked for. */
  numberKey: string | null;
  callerId: string;
  agentId: string | null;
  ringSeconds: number;
  wrapUpSeconds: number;
  /** Times as they are written in JSON. */
  decision: { rule: DiallingRule | null; again: string | null };
  consentId: string | null;
  status: AttemptStatus;
  placedAt: Date;
  heard: string[];
  liveAt: Date | null;
  connectedAt: Date | null;
  abandonedAt: Date | null;
  endedAt: Date | null;
  contactId: string | null;
  outcome: Outcome | null;
  callBackAt: Date | null;
  dueAt: Date | null;
}

export const AttemptSchema = new EntitySchema<AttemptRow>({
  name: 'Attempt',
  tableName: 'campaign_attempt',
  target: Attempt,
  columns: {
    ...aggregateColumns,
    campaignId: column.ref(),
    recordId: column.ref(),
    mode: column.varchar(16),
    number: sealed(column.varchar(128)),
    numberKey: blind('phone', column.nullable(column.varchar(32)), { of: 'number' }),
    callerId: column.varchar(20),
    agentId: column.nullable(column.varchar(64)),
    ringSeconds: column.int(),
    wrapUpSeconds: column.int(),
    decision: column.json(),
    consentId: column.nullable(column.ref()),
    status: column.varchar(16),
    placedAt: column.time(),
    heard: column.json(),
    liveAt: column.nullable(column.time()),
    connectedAt: column.nullable(column.time()),
    abandonedAt: column.nullable(column.time()),
    endedAt: column.nullable(column.time()),
    contactId: column.nullable(column.ref()),
    outcome: column.nullable(column.varchar(32)),
    callBackAt: column.nullable(column.time()),
    dueAt: column.nullable(column.time()),
  },
  indices: [
    schemaIndex('campaign_attempt', { columns: ['campaignId', 'status', 'id'] }),
    schemaIndex('campaign_attempt', { columns: ['campaignId', 'liveAt', 'abandonedAt'] }),
    schemaIndex('campaign_attempt', { columns: ['number', 'placedAt'] }),
    schemaIndex('campaign_attempt', { columns: ['numberKey', 'placedAt'] }),
    schemaIndex('campaign_attempt', { columns: ['recordId', 'id'] }),
    schemaIndex('campaign_attempt', { columns: ['dueAt'] }),
  ],
});

/** What is locked while a number is being decided on. */
export const DialledNumberSchema = new EntitySchema<{ number: string }>({
  name: 'dialled_number',
  columns: { number: blind('phone', column.primary(column.varchar(32))) },
});
