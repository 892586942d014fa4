import type { InspectedKind } from '#libs/contracts/operations-center/inspection-events';
import { column, schemaIndex } from '#libs/persistence/rows/columns';
import type { Severity } from '#libs/quality-rules/inspection/rule';
import { EntitySchema } from 'typeorm';

/** Something severe, found while the conversation goes on. The numbers of a tenant's alerts have no gaps. */
export interface AlertRow {
  no: number;
  id: string;
  findingId: string;
  subjectId: string;
  kind: InspectedKind;
  conversationId: string | null;
  rule: string;
  severity: Severity;
  agentId: string | null;
  seq: number | null;
  raisedAt: Date;
}

export const AlertSchema = new EntitySchema<AlertRow>({
  name: 'inspection_alert',
  columns: {
    no: column.primary(column.int()),
    id: column.ref(),
    findingId: column.ref(),
    subjectId: column.ref(),
    kind: column.varchar(8),
    conversationId: column.nullable(column.ref()),
    rule: column.varchar(64),
    severity: column.varchar(8),
    agentId: column.nullable(column.varchar(64)),
    seq: column.nullable(column.int()),
    raisedAt: column.time(),
  },
  indices: [schemaIndex('inspection_alert', { columns: ['findingId'], unique: true })],
});
