import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** Why somebody takes no contacts for a while. */
export interface NotReadyReason {
  id: string;
  version: number;
  updatedAt: Date;
  /** What the log of states names it by; never changes. */
  code: string;
  label: string;
  /** Takes effect when a supervisor approves. */
  needsApproval: boolean;
  /** Whether the time counts as worked. */
  productive: boolean;
}

export const NotReadyReasonSchema = new EntitySchema<NotReadyReason>({
  name: 'not_ready_reason',
  columns: {
    ...aggregateColumns,
    code: column.varchar(32),
    label: column.varchar(120),
    needsApproval: column.flag(),
    productive: column.flag(),
  },
  indices: [schemaIndex('not_ready_reason', { columns: ['code'], unique: true })],
});
