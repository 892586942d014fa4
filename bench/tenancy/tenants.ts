import { column, schemaIndex, table } from '#libs/persistence/columns';
import type { DatabaseDefinition } from '#libs/persistence/database';
import { MysqlDatabase } from '#libs/persistence/mysql-database';
import { runAsTenant } from '#libs/persistence/tenant-context';
import { EntitySchema, type MigrationInterface, type QueryRunner } from 'typeorm';
import { databaseUrl } from '../config.js';

export const ROWS_OF_EACH = 50;
const AT_ONCE = 6;
const columns = { id: column.id(), subject: column.varchar(120), state: column.varchar(16), at: column.time() };
const index = { columns: ['state', 'at'] };

export const CaseSchema = new EntitySchema<{ id: string; subject: string; state: string; at: Date }>({
  name: 'service_case',
  columns,
  indices: [schemaIndex('service_case', index)],
});

class CreateCases1765130900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(table('service_case', columns, [index]));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('service_case');
  }
}

const definition: DatabaseDefinition = {
  context: 'case',
  entities: [CaseSchema],
  migrations: [CreateCases1765130900000],
};

/** Databases of tenants on the real server, each with some rows; gone when it is closed. */
export class Tenants {
  readonly database: MysqlDatabase;
  readonly ids: readonly string[];
  readonly #prefix = `b${crypto.randomUUID().slice(0, 8)}-`;

  constructor(count: number, connections: number) {
    this.ids = Array.from({ length: count }, (_, n) => `tenant${n}`);
    this.database = new MysqlDatabase(definition, { url: databaseUrl(), namespace: this.#prefix, connections });
  }

  /** What their databases are called begins so, as the server lists its connections. */
  get prefix(): string {
    return this.#prefix.replaceAll('-', '_');
  }

  async make(): Promise<void> {
    await inParallel(this.ids.length, AT_ONCE, async (n) => {
      const id = this.ids[n]!;
      await this.database.provision(id);
      const rows = Array.from({ length: ROWS_OF_EACH }, (_, row) => caseOf(row));
      await runAsTenant(id, () => this.database.transaction((tx) => tx.insert(CaseSchema, rows)));
    });
  }

  async close(): Promise<void> {
    await inParallel(this.ids.length, AT_ONCE, (n) => this.database.drop(this.ids[n]!));
    await this.database.close();
  }
}

export function caseOf(n: number) {
  return { id: `case-${n}`, subject: `A case that somebody reported, number ${n}`, state: 'open', at: new Date(n) };
}

export async function inParallel(count: number, atOnce: number, work: (n: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let n = next++; n < count; n = next++) await work(n);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, worker));
}
