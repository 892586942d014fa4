import { journalSchema } from '#libs/persistence/rows/aggregate-store';
import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import { Campaign, type CampaignStatus } from '../domain/campaign.aggregate.js';
import type { CampaignDefinition } from '../domain/campaign-definition.js';
import type { PacingMemory } from '../domain/pacing/pace.js';

export interface CampaignRow {
  id: string;
  version: number;
  updatedAt: Date;
  name: string;
  status: CampaignStatus;
  planId: string | null;
  definition: CampaignDefinition;
}

export const CampaignSchema = new EntitySchema<CampaignRow>({
  name: 'Campaign',
  tableName: 'campaign',
  target: Campaign,
  columns: {
    ...aggregateColumns,
    name: column.varchar(120),
    status: column.varchar(16),
    planId: column.nullable(column.ref()),
    definition: column.json(),
  },
  indices: [schemaIndex('campaign', { columns: ['status', 'id'] }), schemaIndex('campaign', { columns: ['planId'] })],
});

export const CampaignJournalSchema = journalSchema('campaign_journal');

export interface CampaignPacingRow {
  campaignId: string;
  memory: PacingMemory;
}

export const CampaignPacingSchema = new EntitySchema<CampaignPacingRow>({
  name: 'campaign_pacing',
  columns: { campaignId: column.id(), memory: column.json() },
});

/** A line that cannot be taken: the header is line 1. Never its content. */
export interface BadLine {
  line: number;
  field: string;
  code: string;
}

export interface CampaignImportRow {
  id: string;
  campaignId: string;
  status: 'reading' | 'done';
  totalLines: number;
  /** Read so far. */
  readLines: number;
  added: number;
  /** Known before: by their task, or by their number. */
  known: number;
  badLines: BadLine[];
  receivedAt: Date;
}

export const CampaignImportSchema = new EntitySchema<CampaignImportRow>({
  name: 'campaign_import',
  columns: {
    id: column.id(),
    campaignId: column.ref(),
    status: column.varchar(16),
    totalLines: column.int(),
    readLines: column.int(),
    added: column.int(),
    known: column.int(),
    badLines: column.json(),
    receivedAt: column.time(),
  },
  indices: [schemaIndex('campaign_import', { columns: ['campaignId', 'id'] })],
});
