import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { EntitySchema, type MigrationInterface, type QueryRunner } from 'typeorm';
import { mariadbUrl, openMariadb, type Engine } from '#libs/testing/engines';
import { describeReal } from '#libs/testing/real-parts/real-parts';
import { column, table } from '../rows/columns.js';
import { runAsTenant } from '../tenant/tenant-context.js';
import { eventually } from '#libs/testing/eventually';

const TENANTS = Array.from({ length: 200 }, (_, n) => `tenant${n}`);
const columns = { id: column.id() };
const NoteSchema = new EntitySchema<{ id: string }>({ name: 'note', columns });

class CreateNotes1763900900001 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runner.createTable(table('note', columns));
  }

  down(runner: QueryRunner): Promise<void> {
    return runner.dropTable('note');
  }
}

describeReal('mariadb', 'the connections of a process to its database server', () => {
  let engine: Engine;
  let server: Connection;
  beforeAll(async () => {
    const definition = { context: 'note', entities: [NoteSchema], migrations: [CreateNotes1763900900001] };
    engine = await openMariadb(definition, TENANTS);
    server = await createConnection(mariadbUrl().replace('mariadb:', 'mysql:'));
  }, 60_000);
  afterAll(async () => {
    await server.end();
    await engine.dispose();
  }, 60_000);

  const open = async () => {
    const [rows] = await server.query<RowDataPacket[]>('SHOW PROCESSLIST');
    return rows.filter(({ db }) => String(db).includes('note_tenant')).length;
  };

  it('are ten at most, for however many tenants at once', async () => {
    let most = 0;
    const everywhere = TENANTS.map((tenant) =>
      runAsTenant(tenant, async () => {
        await engine.database.transaction((tx) => tx.insert(NoteSchema, { id: tenant }));
        most = Math.max(most, await open());
        const rows = await (await engine.database.reader()).find(NoteSchema);
        expect(rows).toEqual([{ id: tenant }]);
      }),
    );
    await Promise.all(everywhere);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(10);
    expect(await open()).toBeLessThanOrEqual(10);
  });

  it('are none once it is closed', async () => {
    await engine.database.close();
    // The server takes a moment to notice.
    await eventually('the server has none of them', async () => (await open()) === 0);
  });
});
