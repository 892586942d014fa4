import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** Since when an account is there, and since when no more; times of the events, ms since the epoch. */
export interface StaffRow {
  personId: string;
  since: number | null;
  leftAt: number | null;
  /** Of what was told last of whether they are there. */
  toldAt: number;
}

export const StaffSchema = new EntitySchema<StaffRow>({
  name: 'training_staff',
  columns: {
    personId: column.primary(column.varchar(64)),
    since: column.nullable(column.bigint()),
    leftAt: column.nullable(column.bigint()),
    toldAt: column.bigint(),
  },
  indices: [schemaIndex('training_staff', { columns: ['leftAt'] })],
});
