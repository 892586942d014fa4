import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** One entry of a tenant's trail. `content` is the truth, all that the hash is of; the other columns find it. */
export interface AuditEntryRow {
  /** 1, 2, 3 … without a gap. */
  seq: number;
  /** Of the event that brought it. */
  id: string;
  at: Date;
  actor: string;
  action: string;
  resource: string;
  resourceId: string | null;
  content: string;
  hash: string;
}

export const auditEntryColumns = {
  seq: column.primary(column.int()),
  id: column.ref(),
  at: column.time(),
  actor: column.varchar(120),
  action: column.varchar(120),
  resource: column.varchar(120),
  resourceId: column.nullable(column.varchar(120)),
  content: column.text(),
  hash: column.varchar(64),
};

export const auditEntryIndices = [
  { columns: ['id'], unique: true },
  { columns: ['actor', 'seq'] },
  { columns: ['action', 'seq'] },
  { columns: ['resourceId', 'seq'] },
  { columns: ['at'] },
];

export const AuditEntrySchema = new EntitySchema<AuditEntryRow>({
  name: 'audit_entry',
  columns: auditEntryColumns,
  indices: auditEntryIndices.map((index) => schemaIndex('audit_entry', index)),
});

/** The one row that says where the trail begins and ends. */
export interface AuditTrailRow {
  id: string;
  version: number;
  seq: number;
  hash: string;
  /** What was cut off by the policy: through this entry, whose hash was this. */
  cutSeq: number;
  cutHash: string;
  keepDays: number;
}

export const auditTrailColumns = {
  id: column.id(),
  version: column.int(),
  seq: column.int(),
  hash: column.varchar(64),
  cutSeq: column.int(),
  cutHash: column.varchar(64),
  keepDays: column.int(),
};

export const AuditTrailSchema = new EntitySchema<AuditTrailRow>({ name: 'audit_trail', columns: auditTrailColumns });
