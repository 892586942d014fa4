import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { column } from '#libs/persistence/rows/columns';
import type { DatabaseDefinition } from '#libs/persistence/database';
import { onServer } from '#libs/persistence/mysql/mysql-server';
import { mysqlConnection } from '#libs/persistence/mysql/mysql-source';
import { sqliteConnection } from '#libs/persistence/sqlite/sqlite-source';
import { mariadbUrl } from '#libs/testing/engines';
import { describeReal } from '#libs/testing/real-parts/real-parts';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { EntitySchema, type DataSource } from 'typeorm';
import { services } from '../src/services.js';

/** An empty database, and connections to it that know a definition. */
interface Empty {
  connect(definition: DatabaseDefinition): Promise<DataSource>;
  dispose(): Promise<void>;
}

async function emptyFile(): Promise<Empty> {
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-'));
  return {
    connect: (definition) => sqliteConnection(definition, join(folder, 'acme.sqlite'), 'write'),
    dispose: () => rm(folder, { recursive: true }),
  };
}

async function emptyDatabase(): Promise<Empty> {
  const [url, name] = [mariadbUrl(), `t${crypto.randomUUID().slice(0, 8)}_schema`];
  await onServer(url, (server) => server.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`));
  return {
    connect: (definition) => mysqlConnection(definition, url, name),
    dispose: async () => void (await onServer(url, (server) => server.query(`DROP DATABASE ${name}`))),
  };
}

/** What TypeORM would change to make the tables what the mappings say. */
async function differences(source: DataSource): Promise<string[]> {
  const { upQueries } = await source.driver.createSchemaBuilder().log();
  return upQueries.map(({ query }) => query);
}

function schemasOn(empty: () => Promise<Empty>): void {
  describe.each(services.map(({ name, database }) => ({ name, definition: withServiceTables(database) })))(
    'of $name',
    ({ definition }) => {
      let place: Empty;
      let source: DataSource;
      beforeAll(async () => {
        place = await empty();
        source = await place.connect(definition);
        await source.runMigrations({ transaction: 'each' });
      });
      afterAll(async () => {
        await source.destroy();
        await place.dispose();
      });

      it('migrates to what the mappings say', async () => {
        expect(await differences(source)).toEqual([]);
      });

      it('would be told if it did not', async () => {
        const [lease] = definition.entities.filter(({ options }) => options.name === 'lease');
        const entities = [
          new EntitySchema({ ...lease!.options, columns: { ...lease!.options.columns, more: column.int() } }),
        ];
        const wishful = await place.connect({ ...definition, entities });
        expect((await differences(wishful)).join('\n')).toMatch(/more/);
        await wishful.destroy();
      });

      it('goes down again without a trace', async () => {
        for (let left = definition.migrations.length; left > 0; left--)
          await source.undoLastMigration({ transaction: 'each' });
        const runner = source.createQueryRunner();
        for (const { tableName } of source.entityMetadatas) {
          expect([tableName, await runner.hasTable(tableName)]).toEqual([tableName, false]);
        }
        await runner.release();
      });
    },
  );
}

describe('the schema on SQLite', () => schemasOn(emptyFile));
describeReal('mariadb', 'the schema on MariaDB', () => schemasOn(emptyDatabase));
