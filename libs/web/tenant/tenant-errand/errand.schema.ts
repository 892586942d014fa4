import { column, schemaIndex, table } from '#libs/persistence/rows/columns';
import { EntitySchema, type MigrationInterface, type QueryRunner } from 'typeorm';

export type ErrandState = 'waiting' | 'done' | 'failed';

/** Something a service does with all it has of one tenant; kept in the platform tenant's database until it is done. */
export interface ErrandRow {
  id: string;
  tenantId: string;
  kind: string;
  input: Record<string, unknown>;
  state: ErrandState;
  /** Tables, or whatever it goes through. */
  done: number;
  total: number;
  result: Record<string, unknown> | null;
  reason: string | null;
  attempts: number;
  dueAt: Date;
}

const columns = {
  id: column.primary(column.varchar(64)),
  tenantId: column.ref(),
  kind: column.varchar(16),
  input: column.json(),
  state: column.varchar(16),
  done: column.int(),
  total: column.int(),
  result: column.nullable(column.json()),
  reason: column.nullable(column.varchar(500)),
  attempts: column.int(),
  dueAt: column.time(),
};
const INDEX = { columns: ['state', 'dueAt'] };

export const ErrandSchema = new EntitySchema<ErrandRow>({
  name: 'tenant_errand',
  columns,
  indices: [schemaIndex('tenant_errand', INDEX)],
});

export class TenantErrands1765130000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(table('tenant_errand', columns, [INDEX]));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('tenant_errand');
  }
}
