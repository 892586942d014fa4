import { newId } from '#libs/kernel/id';
import { column, tableColumn, tableIndex } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS = [
  tableColumn('accessId', column.nullable(column.ref())),
  tableColumn('endedAccess', column.nullable(column.json())),
];
const BY_END = tableIndex('session', { columns: ['endedAt'] });

/** The access of clients ends like log-ins do, and what ended lately is found. */
export class EndClientAccess1765450000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns('client', COLUMNS);
    await runner.createIndex('session', BY_END);
    const clients = (await runner.query('SELECT id FROM client')) as { id: string }[];
    for (const { id } of clients)
      await runner.query('UPDATE client SET accessId = ? WHERE id = ?', [newId(new Date()), id]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('session', BY_END);
    await runner.dropColumns('client', COLUMNS);
  }
}
