import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const IMPORTS = [
  table(
    'customer_import',
    {
      id: column.id(),
      ownerId: column.varchar(64),
      requestKey: column.nullable(column.varchar(64)),
      status: column.varchar(12),
      format: column.varchar(8),
      duplicates: column.varchar(8),
      bytes: column.bigint(),
      readBytes: column.bigint(),
      rows: column.int(),
      registered: column.int(),
      updated: column.int(),
      unchanged: column.int(),
      refused: column.int(),
      failures: column.int(),
      createdAt: column.time(),
      endedAt: column.nullable(column.time()),
    },
    [{ columns: ['requestKey'], unique: true }, { columns: ['status', 'id'] }],
  ),
  table('customer_import_error', {
    importId: column.primary(column.ref()),
    row: column.primary(column.int()),
    field: column.varchar(64),
    code: column.varchar(64),
  }),
];

const EXPORTS = table(
  'customer_export',
  {
    id: column.id(),
    ownerId: column.varchar(64),
    status: column.varchar(12),
    format: column.varchar(8),
    tag: column.nullable(column.varchar(40)),
    masked: column.flag(),
    total: column.nullable(column.int()),
    customers: column.int(),
    pieces: column.json(),
    step: column.int(),
    nextCursor: column.nullable(column.text()),
    failures: column.int(),
    createdAt: column.time(),
    endedAt: column.nullable(column.time()),
    expiresAt: column.time(),
  },
  [{ columns: ['status', 'expiresAt'] }, { columns: ['ownerId', 'id'] }],
);

const TABLES = [...IMPORTS, EXPORTS];

export class AddCustomerTransfers1765110020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
