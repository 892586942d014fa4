import { column, schemaIndex, table } from '#libs/persistence/rows/columns';
import { EntitySchema, type MigrationInterface, type QueryRunner } from 'typeorm';

/** Whom a service has erased: an id that leads to nobody. */
export interface ErasedPersonRow {
  tenantId: string;
  customerId: string;
  /** The erasure, or when something of before it may have come back. */
  since: Date;
  /** How often it was done again since. */
  repeats: number;
  /** When it is done again; null: nothing of before can come any more. */
  dueAt: Date | null;
}

const columns = {
  tenantId: column.primary(column.varchar(31)),
  customerId: column.primary(column.ref()),
  since: column.time(),
  repeats: column.int(),
  dueAt: column.nullable(column.time()),
};
const indices = [{ columns: ['dueAt'] }];

/** In the database of the platform: a tenant's own may be replaced by one of before the erasure. */
export const ErasedPersonSchema = new EntitySchema<ErasedPersonRow>({
  name: 'erased_person',
  columns,
  indices: indices.map((index) => schemaIndex('erased_person', index)),
});

export class ErasedPersons1765300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(table('erased_person', columns, indices));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('erased_person');
  }
}
