import type { EntitySchemaColumnOptions, QueryRunner } from 'typeorm';
import { tableColumn } from './columns.js';

/** Makes a `varchar` hold more, with what is in it: TypeORM's own way drops the column and adds it anew on MySQL and MariaDB. */
export async function widenColumn(
  runner: QueryRunner,
  table: string,
  name: string,
  options: EntitySchemaColumnOptions,
): Promise<void> {
  if (runner.connection.options.type === 'better-sqlite3')
    return runner.changeColumn(table, name, tableColumn(name, options));
  const escape = (each: string) => runner.connection.driver.escape(each);
  const kept = options.nullable ? 'NULL' : 'NOT NULL';
  await runner.query(`ALTER TABLE ${escape(table)} MODIFY ${escape(name)} varchar(${options.length}) ${kept}`);
}
