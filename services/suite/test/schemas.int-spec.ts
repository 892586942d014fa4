import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseDefinition } from '#libs/persistence/database';
import { MysqlDatabase } from '#libs/persistence/mysql-database';
import { mysqlConnection } from '#libs/persistence/mysql-source';
import { SqliteDatabase } from '#libs/persistence/sqlite-database';
import { runAsTenant } from '#libs/persistence/tenant-context';
import { describeReal, realPart } from '#libs/testing/real-parts';
import type { ServiceDefinition } from '#libs/web/service-definition';
import { withServiceTables } from '#libs/web/service-schema';
import type { EntityMetadata, QueryRunner } from 'typeorm';
import { services } from '../src/services.js';

/** What a table is, in words both engines share: types are the same by construction (libs/persistence/columns.ts). */
interface Shape {
  readonly columns: string[];
  readonly indices: string[];
}

function mapped(metadata: EntityMetadata): Shape {
  return {
    columns: metadata.columns
      .map((c) => `${c.databaseName}${c.isPrimary ? ' key' : ''}${c.isNullable ? ' null' : ''}`)
      .sort(),
    indices: metadata.indices
      .map((i) => `${i.columns.map((c) => c.databaseName).join(',')}${i.isUnique ? ' unique' : ''}`)
      .sort(),
  };
}

async function migrated(runner: QueryRunner, name: string): Promise<Shape> {
  const table = await runner.getTable(name);
  if (!table) throw new Error(`no migration makes the table ${name}`);
  const primary = table.primaryColumns.map((c) => c.name).join();
  return {
    columns: table.columns.map((c) => `${c.name}${c.isPrimary ? ' key' : ''}${c.isNullable ? ' null' : ''}`).sort(),
    indices: table.indices
      .filter((index) => index.columnNames.join() !== primary)
      .map((index) => `${index.columnNames.join(',')}${index.isUnique ? ' unique' : ''}`)
      .sort(),
  };
}

/** A tenant's database at the newest schema, and a way to look into it. */
interface Opened {
  look<T>(work: (runner: QueryRunner) => Promise<T>): Promise<T>;
  dispose(): Promise<void>;
}

async function onSqlite(definition: DatabaseDefinition): Promise<Opened> {
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-'));
  const database = new SqliteDatabase(definition, folder);
  await database.provision('acme');
  return {
    look: (work) => runAsTenant('acme', () => database.transaction((tx) => work(tx.queryRunner!))),
    dispose: async () => {
      await database.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function onMariadb(definition: DatabaseDefinition): Promise<Opened> {
  const namespace = `s${crypto.randomUUID().slice(0, 8)}-`;
  const url = `mariadb://root:switchboard@${realPart('mariadb').endpoint}`;
  const database = new MysqlDatabase(definition, { url, namespace });
  await database.provision('acme');
  const source = await mysqlConnection(definition, url, `${namespace}${definition.context}_acme`.replaceAll('-', '_'));
  return {
    look: (work) => {
      const runner = source.createQueryRunner();
      return work(runner).finally(() => runner.release());
    },
    dispose: async () => {
      await source.destroy();
      await database.drop('acme');
      await database.close();
    },
  };
}

function agrees(service: ServiceDefinition, open: (definition: DatabaseDefinition) => Promise<Opened>): void {
  describe(service.name, () => {
    const definition = withServiceTables(service.database);
    let opened: Opened;
    beforeAll(async () => {
      opened = await open(definition);
    });
    afterAll(() => opened.dispose());

    it('migrates to what the mappings say, table by table', () =>
      opened.look(async (runner) => {
        for (const metadata of runner.connection.entityMetadatas) {
          const { tableName } = metadata;
          expect({ [tableName]: await migrated(runner, tableName) }).toEqual({ [tableName]: mapped(metadata) });
        }
      }));

    it('goes down again without a trace', () =>
      opened.look(async (runner) => {
        for (const Migration of definition.migrations.toReversed()) await new Migration().down(runner);
        for (const { tableName } of runner.connection.entityMetadatas) {
          expect(await runner.hasTable(tableName)).toBe(false);
        }
      }));
  });
}

describe('schemas on SQLite', () => services.forEach((service) => agrees(service, onSqlite)));
describeReal('mariadb', 'schemas on MariaDB', () => services.forEach((service) => agrees(service, onMariadb)));
