import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** What a contact came to, as agents say it when they wrap it up. */
export interface WrapUpCode {
  id: string;
  version: number;
  updatedAt: Date;
  /** What contacts and figures name it by; never changes. */
  code: string;
  label: string;
  /** Null: for contacts of every queue. */
  queueId: string | null;
}

export const WrapUpCodeSchema = new EntitySchema<WrapUpCode>({
  name: 'wrap_up_code',
  columns: {
    ...aggregateColumns,
    code: column.varchar(32),
    label: column.varchar(120),
    queueId: column.nullable(column.ref()),
  },
  indices: [schemaIndex('wrap_up_code', { columns: ['code'], unique: true })],
});
