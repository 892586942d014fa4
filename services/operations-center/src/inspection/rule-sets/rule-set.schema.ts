import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { RuleSetContent } from './rule.dto.js';

/** Rules as people keep them: a draft, and the version of it that is live. */
export interface RuleSetRow {
  id: string;
  version: number;
  name: string;
  draft: RuleSetContent;
  /** Grows with every change of the draft: what was tried is this one or not. */
  draftNo: number;
  triedNo: number | null;
  /** Of the published ones; null: none is live. */
  liveNo: number | null;
  lastNo: number;
  updatedAt: Date;
}

/** What was published never changes, so that a finding can be read by the rules that made it. */
export interface PublishedRulesRow {
  ruleSetId: string;
  no: number;
  content: RuleSetContent;
  publishedBy: string;
  publishedAt: Date;
}

export const RuleSetSchema = new EntitySchema<RuleSetRow>({
  name: 'inspection_rule_set',
  columns: {
    id: column.id(),
    version: column.int(),
    name: column.varchar(120),
    draft: column.json(),
    draftNo: column.int(),
    triedNo: column.nullable(column.int()),
    liveNo: column.nullable(column.int()),
    lastNo: column.int(),
    updatedAt: column.time(),
  },
  indices: [schemaIndex('inspection_rule_set', { columns: ['name'], unique: true })],
});

export const PublishedRulesSchema = new EntitySchema<PublishedRulesRow>({
  name: 'inspection_published_rules',
  columns: {
    ruleSetId: column.primary(column.ref()),
    no: column.primary(column.int()),
    content: column.json(),
    publishedBy: column.varchar(64),
    publishedAt: column.time(),
  },
});
