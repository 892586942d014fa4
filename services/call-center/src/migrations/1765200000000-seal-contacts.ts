import { column } from '#libs/persistence/rows/columns';
import { widenColumn } from '#libs/persistence/rows/widen-column';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sealed texts are longer. */
export class SealContacts1765200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await widenColumn(runner, 'contact', 'address', column.nullable(column.varchar(1_100)));
  }

  async down(runner: QueryRunner): Promise<void> {
    await widenColumn(runner, 'contact', 'address', column.nullable(column.varchar(254)));
  }
}
